export declare function knowsItsAnswers(instance: object): boolean

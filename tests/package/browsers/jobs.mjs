export const jobs = () => []

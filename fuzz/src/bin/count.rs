//! Many executions without a fuzzer's overhead: `count <target> <how many> [seed]`. Inputs are random in the targets' own
//! terms and not guided by coverage, unlike those of `cargo fuzz`.

use std::time::Instant;

use webhook_verifier_fuzz::random::Random;
use webhook_verifier_fuzz::{capture, diagnose, headers, json, timestamp, verify};

/// Random bytes get no further than the start of a grammar, so these inputs are the seeds with changes.
const JSON: [&[u8]; 2] = [include_bytes!("../../seeds/json/text"), include_bytes!("../../seeds/json/twice")];
const CAPTURE: [&[u8]; 14] = [
    include_bytes!("../../seeds/capture/bun"),
    include_bytes!("../../seeds/capture/cmd"),
    include_bytes!("../../seeds/capture/console"),
    include_bytes!("../../seeds/capture/curl"),
    include_bytes!("../../seeds/capture/delivery"),
    include_bytes!("../../seeds/capture/fetch"),
    include_bytes!("../../seeds/capture/har"),
    include_bytes!("../../seeds/capture/http"),
    include_bytes!("../../seeds/capture/lambda"),
    include_bytes!("../../seeds/capture/ngrok"),
    include_bytes!("../../seeds/capture/pino"),
    include_bytes!("../../seeds/capture/postman"),
    include_bytes!("../../seeds/capture/powershell"),
    include_bytes!("../../seeds/capture/verbose"),
];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, target, count, seed @ ..] = args.as_slice() else { panic!("count <target> <how many> [seed]") };
    let count: u64 = count.parse().expect("how many");
    let seed = seed.first().map_or(20_260_101, |seed| seed.parse().expect("seed"));
    let mut random = Random(seed);
    let start = Instant::now();
    let accepted = (0..count).filter(|_| once(target, &mut random)).count();
    let seconds = start.elapsed().as_secs_f64();
    println!("{target}: {count} executions, {accepted} of them accepted, seed {seed}, {seconds:.0} s, 0 findings");
}

/// Runs one input. Returns whether it was accepted; in a run, both answers must occur.
fn once(target: &str, random: &mut Random) -> bool {
    match target {
        "timestamp" => timestamp::check(timestamp::make(random, &mut [0; 40])),
        "verify" => verify::check(&any(random)),
        "headers" => headers::check(&any(random)),
        "diagnose" => diagnose::check(&any(random)),
        "json" => json::check(&changed(&JSON, random)),
        "capture" => capture::check(&changed(&CAPTURE, random)),
        _ => panic!("there is no target {target}"),
    }
}

fn any(random: &mut Random) -> Vec<u8> {
    let mut input = vec![0; random.below(96)];
    random.fill(&mut input);
    input
}

/// Returns one of the seeds after up to four changes: a changed byte, a part removed, or a part copied elsewhere.
fn changed(seeds: &[&[u8]], random: &mut Random) -> Vec<u8> {
    let mut input = seeds[random.below(seeds.len())].to_vec();
    for _ in 0..random.below(5) {
        let at = random.below(input.len() + 1);
        let part = at..(at + random.below(8)).min(input.len());
        let (place, copy) = (random.below(input.len() + 1), input[part.clone()].to_vec());
        match random.below(3) {
            0 => drop(input.drain(part)),
            1 => drop(input.splice(place..place, copy)),
            _ => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.next() as u8),
        }
    }
    input
}

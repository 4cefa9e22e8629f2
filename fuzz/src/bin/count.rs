//! Many executions without a fuzzer's overhead: `count <target> <how many> [seed]`. Inputs are random in the targets' own
//! terms and not guided by coverage; that is what `cargo fuzz` is for.

use std::time::Instant;

use webhook_verifier_fuzz::random::Random;
use webhook_verifier_fuzz::{capture, diagnose, headers, json, timestamp, verify};

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

/// Whether the input was accepted, where the target says so: both ways have to come.
fn once(target: &str, random: &mut Random) -> bool {
    if target == "timestamp" {
        return timestamp::check(timestamp::make(random, &mut [0; 40]));
    }
    let mut room = [0; 96];
    let length = random.below(room.len());
    random.fill(&mut room[..length]);
    let input = &room[..length];
    match target {
        "verify" => verify::check(input),
        "headers" => headers::check(input),
        "json" => json::check(input),
        "diagnose" => diagnose::check(input),
        "capture" => capture::check(input),
        _ => panic!("there is no target {target}"),
    }
}

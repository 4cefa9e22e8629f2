//! Many executions without a fuzzer's overhead: `count <target> <how many> [seed]`. Inputs are random in the targets' own
//! terms and not guided by coverage, unlike those of `cargo fuzz`.

use std::fs;
use std::path::Path;
use std::time::Instant;

use webhook_verifier_fuzz::random::Random;
use webhook_verifier_fuzz::{capture, diagnose, headers, json, timestamp, verify};

/// Random bytes get no further than the start of a grammar, so these inputs are the seeds with changes.
struct Seeds(Vec<Vec<u8>>);

impl Seeds {
    fn of(target: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        let Ok(entries) = fs::read_dir(&folder) else { panic!("there is no target {target}") };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        // The order of a folder is not the same everywhere, and a seed's run must be.
        paths.sort();
        Self(paths.iter().map(|path| fs::read(path).expect("a seed")).collect())
    }
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, target, count, seed @ ..] = args.as_slice() else { panic!("count <target> <how many> [seed]") };
    let count: u64 = count.parse().expect("how many");
    let seed = seed.first().map_or(20_260_101, |seed| seed.parse().expect("seed"));
    let seeds = Seeds::of(target);
    let mut random = Random(seed);
    let start = Instant::now();
    let accepted = (0..count).filter(|_| once(target, &seeds, &mut random)).count();
    let seconds = start.elapsed().as_secs_f64();
    println!("{target}: {count} executions, {accepted} of them accepted, seed {seed}, {seconds:.0} s, 0 findings");
}

/// Runs one input. Returns whether it was accepted; in a run, both answers must occur.
fn once(target: &str, seeds: &Seeds, random: &mut Random) -> bool {
    match target {
        "timestamp" => timestamp::check(timestamp::make(random, &mut [0; 40])),
        "verify" => verify::check(&any(random)),
        "headers" => headers::check(&any(random)),
        "diagnose" => diagnose::check(&any(random)),
        "json" => json::check(&changed(seeds, random)),
        "capture" => capture::check(&changed(seeds, random)),
        _ => panic!("there is no target {target}"),
    }
}

fn any(random: &mut Random) -> Vec<u8> {
    let mut input = vec![0; random.below(96)];
    random.fill(&mut input);
    input
}

/// Returns one of the seeds after up to four changes: a changed byte, a part removed, or a part copied elsewhere.
fn changed(Seeds(seeds): &Seeds, random: &mut Random) -> Vec<u8> {
    let mut input = seeds[random.below(seeds.len())].clone();
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

//! Deliveries to time, like those of `benches/programs/bodies.mjs` for JavaScript.

/// Sizes of bodies, in bytes.
pub const SIZES: [usize; 5] = [256, 1024, 4096, 65_536, 1_048_576];

/// The secret of every delivery.
pub const SECRET: &str = "whsec_4f1c2d8e9b7a6051";

/// The time of every delivery, in Unix seconds and as its header has it.
pub const TIME: (i64, &str) = (1_767_225_600, "2026-01-01T00:00:00.000Z");

/// A body of exactly that many bytes: short members and a list of small objects.
#[must_use]
pub fn body(bytes: usize) -> String {
    let mut items = Vec::new();
    loop {
        items.push(item(items.len()));
        if print(&items, 0).len() > bytes {
            items.pop();
            return print(&items, bytes.saturating_sub(print(&items, 0).len()));
        }
    }
}

fn item(frame: usize) -> String {
    format!(r#"{{"frame":{frame},"kept":true,"share":0.{:03},"note":"cut out, soft edge"}}"#, frame % 1000)
}

fn print(items: &[String], fill: usize) -> String {
    let head = r#"{"event":"job.completed","data":{"id":"job_4fa1c2","status":"completed","#;
    let url = r#""output_url":"https://cdn.example/000.webm","#;
    let list = items.join(",");
    let fill = "x".repeat(fill);
    format!(r#"{head}{url}"metadata":{{"items":[{list}],"fill":"{fill}"}}}}}}"#)
}

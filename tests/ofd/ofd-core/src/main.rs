// ofd-read DPI DRAWN FOLDER FILE…: checks each file, and draws the pages of the first DRAWN to FOLDER/NUMBER-PAGE.pgm (both
// from 0). Prints a line for each problem, and ends with 1 where there is one.
use std::process::ExitCode;

use ofd_core::{check_path, render::RenderOptions, OfdReader};

fn draw(file: &str, prefix: &str, options: &RenderOptions) -> Result<(), String> {
    let mut reader = OfdReader::open(file).map_err(|e| e.to_string())?;
    let body = reader.ofd().doc_bodies[0].clone();
    let document = reader.load_document(&body).map_err(|e| e.to_string())?;
    for page in 0..document.pages().len() {
        let drawn = reader.render_page(&document, page, options).map_err(|e| format!("page {page}: {e}"))?;
        let mut grey = format!("P5\n{} {}\n255\n", drawn.width(), drawn.height()).into_bytes();
        for pixel in drawn.data().chunks(4) {
            let light = pixel[0] as u32 * 299 + pixel[1] as u32 * 587 + pixel[2] as u32 * 114;
            grey.push((light / 1000) as u8);
        }
        std::fs::write(format!("{prefix}-{page}.pgm"), grey).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let options = RenderOptions::with_dpi(arguments[0].parse().expect("DPI"));
    let drawn: usize = arguments[1].parse().expect("DRAWN");
    let mut good = true;
    for (number, file) in arguments[3..].iter().enumerate() {
        for problem in check_path(file).problems {
            println!("{file}: {problem}");
            good = false;
        }
        if number >= drawn {
            continue;
        }
        if let Err(problem) = draw(file, &format!("{}/{number}", arguments[2]), &options) {
            println!("{file}: {problem}");
            good = false;
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

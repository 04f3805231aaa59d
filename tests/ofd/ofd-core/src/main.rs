// ofd-read DPI FOLDER FILE…: checks each file, draws its pages to FOLDER/NUMBER-PAGE.png (both from 0).
// Prints a line for each problem, and ends with 1 where there is one.
use std::process::ExitCode;

use ofd_core::{check_path, render::RenderOptions, OfdReader};

fn draw(file: &str, prefix: &str, options: &RenderOptions) -> Result<usize, String> {
    let mut reader = OfdReader::open(file).map_err(|e| e.to_string())?;
    let body = reader.ofd().doc_bodies[0].clone();
    let document = reader.load_document(&body).map_err(|e| e.to_string())?;
    let count = document.pages().len();
    for page in 0..count {
        reader
            .render_page_to_file(&document, page, options, format!("{prefix}-{page}.png"))
            .map_err(|e| format!("page {page}: {e}"))?;
    }
    Ok(count)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let dpi: f64 = arguments[0].parse().expect("DPI");
    let mut good = true;
    for (number, file) in arguments[2..].iter().enumerate() {
        for problem in check_path(file).problems {
            println!("{file}: {problem}");
            good = false;
        }
        if dpi > 0.0 {
            if let Err(problem) = draw(file, &format!("{}/{number}", arguments[1]), &RenderOptions::with_dpi(dpi)) {
                println!("{file}: {problem}");
                good = false;
            }
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

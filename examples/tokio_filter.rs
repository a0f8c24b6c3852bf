//! A filter in an asynchronous program: pages from a channel, bodies to another, in order.
//! `cargo run --example tokio_filter`

use std::error::Error;
use std::io::{Write, stdout};

use tokio::sync::mpsc::channel;
use tokio::task::{JoinHandle, spawn_blocking};
use unchaff::{Article, Cleaner};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let cleaner = Cleaner::default();
    let (pages, mut incoming) = channel::<String>(16);
    // Its length bounds how many pages are on their way: as many, and two that wait before it and behind it.
    let (work, mut cleaned) = channel::<JoinHandle<Result<Article, unchaff::Error>>>(4);
    tokio::spawn(async move {
        while let Some(page) = incoming.recv().await {
            let cleaner = cleaner.clone();
            // Cleaning is work for a core, and no runtime may wait for it.
            let task = spawn_blocking(move || cleaner.clean(&page));
            if work.send(task).await.is_err() {
                break;
            }
        }
    });
    tokio::spawn(async move {
        for number in 1..=10 {
            let page =
                format!("<h1>Bees, part {number}</h1><p>They came back to the valley this spring.");
            let _ = pages.send(page).await;
        }
    });
    while let Some(task) = cleaned.recv().await {
        writeln!(stdout(), "{:?}", task.await??.title)?;
    }
    Ok(())
}

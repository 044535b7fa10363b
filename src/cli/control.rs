//! The control socket: commands beside a running server are done by that server. Who may open the socket (0600) could read the
//! database as well.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tokio::net::{UnixListener, UnixStream};
use tokio::sync::mpsc;

use crate::app::App;
use crate::cli::frames::{Frame, Request};
use crate::cli::local::SOCKET;
use crate::cli::work;
use crate::error::Result;
use crate::http::Stop;

/// Listens in the data folder until the server stops.
pub(super) fn start(app: &App, stop: &Stop) -> Result<()> {
    let path = app.config().data.directory.join(SOCKET);
    // We hold the lock of the folder, so a socket that is there is a dead server's.
    match std::fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let listener = UnixListener::bind(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
    tokio::spawn(listen(listener, app.clone(), stop.clone()));
    Ok(())
}

/// Takes the socket away, so that the next command does not wait for a server that stopped.
pub(super) fn end(folder: &Path) {
    if let Err(error) = std::fs::remove_file(folder.join(SOCKET)) {
        tracing::debug!(%error, "the control socket was gone already");
    }
}

async fn listen(listener: UnixListener, app: App, stop: Stop) {
    loop {
        tokio::select! {
            () = stop.stopped() => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let app = app.clone();
                    tokio::spawn(async move {
                        if let Err(error) = answer(stream, &app).await {
                            tracing::warn!(error = ?error, "a command beside the server broke off");
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "a command could not connect"),
            }
        }
    }
}

async fn answer(mut stream: UnixStream, app: &App) -> Result<()> {
    let request = Request::read(&mut stream, app.config().listen.upload_bytes).await?;
    let (frames, mut shown) = mpsc::channel(16);
    let worker = tokio::spawn({
        let app = app.clone();
        async move { work::run(&app, request, frames).await }
    });
    while let Some(frame) = shown.recv().await {
        // A command that went away does not stop its work; what it asked for is done whole.
        if Frame::write(&frame, &mut stream).await.is_err() {
            break;
        }
    }
    if let Err(error) = worker.await {
        tracing::error!(%error, "a command beside the server failed");
    }
    Ok(())
}

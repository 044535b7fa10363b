//! Stopping: the first signal asks running work to end, the second ends the process at once.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::error::Result;

/// What the shell reports for a process ended by an interrupt.
const STATUS_INTERRUPTED: i32 = 130;

/// A handle that tells everybody who holds a clone when to stop. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

impl Default for Stop {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Stop {
    /// A handle that nobody has stopped yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks everybody to stop. Asking twice is the same as asking once.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody has asked.
    pub fn is_stopping(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until somebody asks; at once if that was earlier.
    pub async fn stopped(&self) {
        // Cannot fail: we hold a sender ourselves.
        drop(self.0.subscribe().wait_for(|stopping| *stopping).await);
    }

    /// Waits for `duration`; true when somebody asked before it was over.
    pub async fn stopped_within(&self, duration: Duration) -> bool {
        tokio::time::timeout(duration, self.stopped()).await.is_ok()
    }

    /// Stops on SIGTERM or SIGINT, and exits with status 130 on the second of them. Needs a tokio runtime.
    pub fn on_signals(&self) -> Result<()> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let stop = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
                if stop.is_stopping() {
                    tracing::warn!("Asked to stop twice: leaving at once.");
                    std::process::exit(STATUS_INTERRUPTED);
                }
                tracing::info!("Stopping. Ask once more to leave at once.");
                stop.stop();
            }
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_clone_hears_it_early_or_late() {
        let stop = Stop::new();
        let early = tokio::spawn({
            let stop = stop.clone();
            async move { stop.stopped().await }
        });
        assert!(!stop.stopped_within(Duration::from_millis(1)).await);
        stop.clone().stop();
        early.await.unwrap();
        stop.stopped().await;
        assert!(stop.is_stopping());
    }
    #[tokio::test]
    async fn a_signal_stops_gracefully_at_first() {
        let stop = Stop::new();
        stop.on_signals().unwrap();
        let me = std::process::id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &me]).status().unwrap().success());
        assert!(stop.stopped_within(Duration::from_secs(20)).await);
    }
}

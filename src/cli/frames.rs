//! What passes between a command and the server it hands its work to: words and input one way, frames of output the other.

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::error::{Error, Result};

/// Longest list of words, in bytes.
const MOST_WORDS: u32 = 64 * 1024;
/// Longest frame of output, in bytes.
const MOST_OUTPUT: u32 = 16 * 1024 * 1024;

/// What a command reads: a file's content or standard input.
#[derive(Debug, Clone, Default)]
pub(super) struct Input(pub(super) Bytes);

/// A piece of a command's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Frame {
    /// For standard output, or the file named for it.
    Out(Bytes),
    /// For standard error.
    Err(Bytes),
    /// The exit code; nothing follows.
    End(u8),
}

/// A request: who asks, the words of the command line, and the input.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) os_user: String,
    pub(super) words: Vec<String>,
    pub(super) input: Input,
}

impl Request {
    pub(super) async fn write(&self, to: &mut (impl AsyncWrite + Unpin)) -> Result<()> {
        let head = serde_json::to_vec(&(&self.os_user, &self.words))?;
        to.write_u32(u32::try_from(head.len()).unwrap_or(u32::MAX)).await?;
        to.write_all(&head).await?;
        to.write_u64(self.input.0.len() as u64).await?;
        to.write_all(&self.input.0).await?;
        to.flush().await?;
        Ok(())
    }

    pub(super) async fn read(from: &mut (impl AsyncRead + Unpin), most_input: u64) -> Result<Self> {
        let length = from.read_u32().await?;
        if length > MOST_WORDS {
            return Err(Error::TooLarge("The command line is too long.".into()));
        }
        let mut head = vec![0; length as usize];
        from.read_exact(&mut head).await?;
        let (os_user, words): (String, Vec<String>) = serde_json::from_slice(&head)?;
        let length = from.read_u64().await?;
        if length > most_input {
            return Err(Error::TooLarge(format!("The file has {length} bytes; at most {most_input} are taken.")));
        }
        let mut input = Vec::new();
        from.take(length).read_to_end(&mut input).await?;
        if input.len() as u64 != length {
            return Err(Error::Malformed("The input broke off.".into()));
        }
        Ok(Self { os_user, words, input: Input(input.into()) })
    }
}

impl Frame {
    pub(super) async fn write(&self, to: &mut (impl AsyncWrite + Unpin)) -> Result<()> {
        match self {
            Self::Out(bytes) => write_bytes(to, 1, bytes).await?,
            Self::Err(bytes) => write_bytes(to, 2, bytes).await?,
            Self::End(code) => write_bytes(to, 3, &[*code]).await?,
        }
        to.flush().await?;
        Ok(())
    }

    pub(super) async fn read(from: &mut (impl AsyncRead + Unpin)) -> Result<Self> {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        if length > MOST_OUTPUT {
            return Err(Error::TooLarge("The server sent too much at once.".into()));
        }
        let mut bytes = vec![0; length as usize];
        from.read_exact(&mut bytes).await?;
        match (kind, bytes.first()) {
            (1, _) => Ok(Self::Out(bytes.into())),
            (2, _) => Ok(Self::Err(bytes.into())),
            (3, Some(code)) => Ok(Self::End(*code)),
            _ => Err(Error::Malformed(
                "The server's answer cannot be read. Do program and server have the same version?".into(),
            )),
        }
    }
}

async fn write_bytes(to: &mut (impl AsyncWrite + Unpin), kind: u8, bytes: &[u8]) -> std::io::Result<()> {
    to.write_u8(kind).await?;
    to.write_u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX)).await?;
    to.write_all(bytes).await
}

//! The release build as a process of its own, and what it costs.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_beheer");

pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to the first 200 of `/health/ready`.
    pub(crate) ready: Duration,
}

fn command(folder: &Path, url: &str) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env("BEHEER_DATABASE__URL", url).env("BEHEER_LOG__LEVEL", "warn").arg("--data").arg(folder);
    command
}

impl Server {
    pub(crate) async fn start(folder: &Path, url: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address: SocketAddr = ([127, 0, 0, 1], port).into();
        let start = Instant::now();
        let child = command(folder, url)
            .args(["serve", "--listen", &address.to_string()])
            .env("BEHEER_LISTEN__DRAIN_SECONDS", "0")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Self { child, address, ready: Duration::ZERO };
        while !server.is_ready() {
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not become ready");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.ready = start.elapsed();
        // Let what belongs to the start settle before memory is looked at.
        tokio::time::sleep(Duration::from_secs(2)).await;
        server
    }

    fn is_ready(&self) -> bool {
        let Ok(mut stream) = TcpStream::connect(self.address) else { return false };
        let request = "GET /health/ready HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
        let mut line = String::new();
        stream.write_all(request.as_bytes()).is_ok()
            && BufReader::new(stream).read_line(&mut line).is_ok()
            && line.contains(" 200 ")
    }

    /// Resident memory of the process.
    pub(crate) fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU seconds that the process has used.
    pub(crate) fn cpu(&self) -> f64 {
        cpu_of(self.child.id())
    }

    pub(crate) fn stop(mut self) {
        let _ended = Command::new("kill").arg(self.child.id().to_string()).status();
        let _code = self.child.wait();
    }
}

/// CPU seconds of a process.
pub(crate) fn cpu_of(process: u32) -> f64 {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { return 0.0 };
    let after = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

/// CPU seconds of all PostgreSQL processes of the machine; the bench assumes that there are no others at work.
pub(crate) fn cpu_of_postgres() -> f64 {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    numbers
        .filter(|number| {
            std::fs::read_to_string(format!("/proc/{number}/cmdline")).is_ok_and(|line| line.contains("postgres"))
        })
        .map(cpu_of)
        .sum()
}

/// Makes the installation.
pub(crate) fn migrate(folder: &Path, url: &str) {
    assert!(command(folder, url).arg("migrate").status().unwrap().success());
}

/// A key for a user, made by the program itself.
pub(crate) fn key(folder: &Path, url: &str, user: &str) -> String {
    let output = command(folder, url).args(["key", "create", "--user", user, "--name", "bench"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// How long the program takes to import a file of new contacts.
pub(crate) fn import(folder: &Path, url: &str, lines: usize) -> Duration {
    let path = folder.join("import.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "first_name,last_name,job_title,E-mail,Mobile,language").unwrap();
    for at in 0..lines {
        writeln!(file, "Imported,Person {at},Buyer,i{at}@import.example,+31 6 {at:08},nl").unwrap();
    }
    file.flush().unwrap();
    let start = Instant::now();
    let output = command(folder, url)
        .args([
            "import",
            "contacts",
            path.to_str().unwrap(),
            "--reason",
            "bench",
            "--mode",
            "create",
            "--duplicates",
            "create",
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    start.elapsed()
}

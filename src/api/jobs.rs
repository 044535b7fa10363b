//! Jobs: how far they are, what became of them, stopping them and taking them up again.

use poem::http::Method;
use poem::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use poem::{Body as Bytestream, Response};
use serde_json::{Value as Json, json};

use crate::api::call::Call;
use crate::api::operation::{Answer, AnswerHeader, Handler, Operation};
use crate::api::parameters as take;
use crate::api::problem::Answered;
use crate::api::reply::Reply;
use crate::clock::format_time;
use crate::error::Error;
use crate::jobs::{self, Job, import, store};
use crate::rights::Caller;

const TAG: &str = "Imports and jobs";

/// The operations of this file.
pub(super) fn operations() -> Vec<Operation> {
    let id = || take::id("The job's id.");
    vec![
        Operation::new(Method::GET, "/jobs", "listJobs", Handler::Known(|call, caller| Box::pin(list(call, caller))))
            .tagged(TAG, "List jobs", "Your own, the newest first; with the duty `jobs` those of everybody.")
            .takes([take::limit(), take::query_id("before", "Only jobs made before this one.")])
            .answers(Answer::json(200, "Jobs.", "JobPage")),
        Operation::new(Method::GET, "/jobs/{id}", "getJob", Handler::Known(|call, caller| Box::pin(get(call, caller))))
            .tagged(
                TAG,
                "See how far a job is",
                "Lines done and in all while it runs; `result` says what became of them.",
            )
            .takes([id()])
            .answers(Answer::json(200, "The job.", "Job")),
        Operation::new(
            Method::GET,
            "/jobs/{id}/errors",
            "getJobErrors",
            Handler::Known(|call, caller| Box::pin(errors(call, caller))),
        )
        .tagged(
            TAG,
            "Download the lines that failed",
            "The lines as they were, with what is wrong in columns of their own (CSV).",
        )
        .takes([id()])
        .answers(Answer::bytes("The lines.", "text/csv").with(&[AnswerHeader::Disposition])),
        Operation::new(
            Method::POST,
            "/jobs/{id}/cancellation",
            "cancelJob",
            Handler::Known(|call, caller| Box::pin(cancel(call, caller))),
        )
        .tagged(TAG, "Stop a job", "What it did so far stays, and can be taken back as an operation.")
        .takes([id()])
        .answers(Answer::json(200, "The job.", "Job")),
        Operation::new(
            Method::POST,
            "/jobs/{id}/retry",
            "retryJob",
            Handler::Known(|call, caller| Box::pin(retry(call, caller))),
        )
        .tagged(
            TAG,
            "Take a job up again",
            "One that failed or was stopped waits again. What it made stays, and is not made twice.",
        )
        .takes([id()])
        .answers(Answer::json(200, "The job.", "Job")),
    ]
}

/// A job as JSON.
pub(super) fn describe(job: &Job) -> Json {
    let moment = |at: Option<i64>| at.map(format_time);
    json!({
        "id": job.id.to_string(),
        "kind": job.kind,
        "state": job.state.name(),
        "user_id": job.user.map(|id| id.to_string()),
        "record_type": job.record_type,
        "title": job.title,
        "done": job.done,
        "total": job.total,
        "result": job.result,
        "created_at": format_time(job.created_at),
        "started_at": moment(job.started_at),
        "finished_at": moment(job.finished_at),
    })
}

async fn list(call: Call, caller: Caller) -> Answered<Response> {
    let limit = call.query_number("limit", 1, 200)?.and_then(|limit| u64::try_from(limit).ok()).unwrap_or(50);
    let jobs = store::list(call.app.database(), &caller, call.query_id("before")?, limit).await?;
    let items: Vec<Json> = jobs.iter().map(describe).collect();
    Ok(Reply::ok(json!({"items": items}).to_string()).respond())
}

async fn get(call: Call, caller: Caller) -> Answered<Response> {
    let job = store::get(call.app.database(), &caller, call.id("id")?).await?;
    Ok(Reply::ok(describe(&job).to_string()).respond())
}

async fn errors(call: Call, caller: Caller) -> Answered<Response> {
    let job = store::get(call.app.database(), &caller, call.id("id")?).await?;
    if job.result.as_ref().and_then(|result| result["has_errors"].as_bool()) != Some(true) {
        return Err(Error::NotFound.into());
    }
    let content = call.app.storage().get_named(&import::errors_file(job.id)).await?;
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(CONTENT_DISPOSITION, "attachment; filename=\"errors.csv\"")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(Bytestream::from_bytes(content)))
}

async fn cancel(call: Call, caller: Caller) -> Answered<Response> {
    let job = jobs::cancel(&call.app, &caller, call.id("id")?).await?;
    Ok(Reply::ok(describe(&job).to_string()).respond())
}

async fn retry(call: Call, caller: Caller) -> Answered<Response> {
    let job = jobs::retry(&call.app, &caller, call.id("id")?).await?;
    Ok(Reply::ok(describe(&job).to_string()).respond())
}

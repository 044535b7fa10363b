//! Operations: one table says what there is, and routes, checks of requests and the OpenAPI document are all made from it.

use futures::future::BoxFuture;
use poem::Response;
use poem::http::Method;
use poem_openapi::registry::MetaSchema;

use crate::api::call::{Call, JSON, MERGE_PATCH};
use crate::api::problem::Answered;
use crate::model::RecordType;
use crate::rights::Caller;

/// What a handler promises.
pub(super) type Answering = BoxFuture<'static, Answered<Response>>;

/// Who may call.
#[derive(Clone, Copy)]
pub(super) enum Handler {
    /// Anybody.
    Open(fn(Call) -> Answering),
    /// Somebody we know.
    Known(fn(Call, Caller) -> Answering),
}

/// How a repeated request with the same `Idempotency-Key` is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Not at all: it changes nothing, or says itself what it is about.
    Plain,
    /// The handler stores its answer in the transaction that it commits.
    InTransaction,
    /// The key is taken before the handler runs and the answer stored after it.
    Reserved,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the path.
    Path,
    /// After `?`.
    Query,
    /// In a header.
    Header,
}

/// A parameter.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) place: Place,
    pub(super) required: bool,
    pub(super) description: &'static str,
    pub(super) schema: MetaSchema,
}

/// What a request carries.
pub(super) struct Body {
    /// The media types that are read.
    pub(super) media_types: &'static [&'static str],
    /// The name of the schema; none for bytes.
    pub(super) schema: Option<String>,
}

impl Body {
    pub(super) fn json(schema: impl Into<String>) -> Self {
        Self { media_types: &[JSON], schema: Some(schema.into()) }
    }

    pub(super) fn patch(schema: impl Into<String>) -> Self {
        Self { media_types: &[MERGE_PATCH, JSON], schema: Some(schema.into()) }
    }
}

/// A header of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerHeader {
    /// `ETag`.
    Tag,
    /// `Location`.
    Location,
    /// `Set-Cookie`.
    Cookie,
    /// `Content-Disposition`.
    Disposition,
}

/// An answer that is no problem.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) description: &'static str,
    /// Empty where there is no body.
    pub(super) media_type: &'static str,
    /// The name of the schema; none for bytes and streams.
    pub(super) schema: Option<String>,
    pub(super) headers: &'static [AnswerHeader],
    /// The media types of an answer that has several; the JSON among them is a list of the schema, the others are bytes.
    pub(super) forms: &'static [&'static str],
}

impl Answer {
    pub(super) fn json(status: u16, description: &'static str, schema: impl Into<String>) -> Self {
        Self { media_type: JSON, schema: Some(schema.into()), ..Self::empty(status, description) }
    }

    pub(super) fn empty(status: u16, description: &'static str) -> Self {
        Self { status, description, media_type: "", schema: None, headers: &[], forms: &[] }
    }

    /// Bytes of this media type.
    pub(super) fn bytes(description: &'static str, media_type: &'static str) -> Self {
        Self { media_type, ..Self::empty(200, description) }
    }

    pub(super) fn with(mut self, headers: &'static [AnswerHeader]) -> Self {
        self.headers = headers;
        self
    }
}

/// Something that can be asked for.
pub(super) struct Operation {
    pub(super) method: Method,
    /// Below `/api/v1`, with `{name}` for parameters.
    pub(super) path: String,
    /// The operationId.
    pub(super) id: String,
    pub(super) tag: &'static str,
    pub(super) summary: String,
    pub(super) description: &'static str,
    /// The record type it is about, where it is about one.
    pub(super) kind: Option<&'static RecordType>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) answers: Vec<Answer>,
    pub(super) repeat: Repeat,
    /// Whether it may be refused for how things stand although it only reads.
    pub(super) conflicts: bool,
    pub(super) handler: Handler,
}

impl Operation {
    /// An operation that somebody we know calls, without parameters or body.
    pub(super) fn new(method: Method, path: impl Into<String>, id: impl Into<String>, handler: Handler) -> Self {
        Self {
            method,
            path: path.into(),
            id: id.into(),
            tag: "",
            summary: String::new(),
            description: "",
            kind: None,
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            repeat: Repeat::Plain,
            conflicts: false,
            handler,
        }
    }

    pub(super) fn tagged(mut self, tag: &'static str, summary: impl Into<String>, description: &'static str) -> Self {
        self.tag = tag;
        self.summary = summary.into();
        self.description = description;
        self
    }

    pub(super) fn of(mut self, kind: &'static RecordType) -> Self {
        self.kind = Some(kind);
        self
    }

    pub(super) fn takes(mut self, parameters: impl IntoIterator<Item = Parameter>) -> Self {
        self.parameters.extend(parameters);
        self
    }

    pub(super) fn reads(mut self, body: Body) -> Self {
        self.body = Some(body);
        self
    }

    pub(super) fn answers(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    pub(super) fn conflicting(mut self) -> Self {
        self.conflicts = true;
        self
    }

    pub(super) fn repeats(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// The media type of its answer; empty where any will do.
    pub(super) fn media_type(&self) -> &'static str {
        match self.answers.first() {
            Some(answer) if answer.schema.is_some() || answer.media_type == "text/event-stream" => answer.media_type,
            _ => "",
        }
    }

    /// Whether it needs no sign-in.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.handler, Handler::Open(_))
    }

    /// The statuses of problems that it may answer with.
    pub(super) fn problems(&self) -> Vec<u16> {
        let mut statuses = vec![400, 401, 403, 406, 422, 429, 500, 503];
        if self.kind.is_some() || self.parameters.iter().any(|one| one.place == Place::Path || one.name == "id") {
            statuses.push(404);
        }
        if self.method != Method::GET {
            statuses.extend([409, 412, 507]);
        } else if self.conflicts {
            statuses.push(409);
        }
        if self.body.is_some() {
            statuses.extend([413, 415]);
        }
        statuses.sort_unstable();
        statuses
    }
}

//! The documentation as a page: plain HTML from the document, which works without internet and without scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value as Json;

/// The style of the page.
pub(in crate::api) const STYLE: &str = include_str!("style.css");

/// Writes the page.
pub(in crate::api) fn html(document: &Json) -> String {
    let mut out = String::with_capacity(1 << 20);
    out.push_str("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    out.push_str("<title>Beheer: HTTP API</title><link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body>");
    let groups = groups(document);
    out.push_str("<nav aria-label=\"Contents\"><p class=\"name\">Beheer <small>HTTP API</small></p><ul>");
    for tag in groups.keys() {
        link(&mut out, &format!("tag-{}", slug(tag)), tag);
    }
    link(&mut out, "schemas", "Schemas");
    out.push_str("</ul></nav><main><h1>HTTP API</h1>");
    paragraph(&mut out, &document["info"]["description"]);
    out.push_str("<p>The document for programs is <a href=\"/openapi.json\">/openapi.json</a> (OpenAPI 3.1).</p>");
    for (tag, operations) in &groups {
        let _ = write!(out, "<section><h2 id=\"tag-{}\">{}</h2>", slug(tag), escape(tag));
        for (path, method, operation) in operations {
            write_operation(&mut out, document, path, method, operation);
        }
        out.push_str("</section>");
    }
    out.push_str("<section><h2 id=\"schemas\">Schemas</h2>");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        let _ = write!(out, "<details id=\"schema-{0}\"><summary><code>{0}</code></summary>", escape(name));
        paragraph(&mut out, &schema["description"]);
        properties(&mut out, schema);
        out.push_str("</details>");
    }
    out.push_str("</section></main></body></html>");
    out
}

/// An operation with its path and method.
type Entry<'d> = (&'d str, &'d str, &'d Json);

fn groups(document: &Json) -> BTreeMap<&str, Vec<Entry<'_>>> {
    let mut groups: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or("Other");
            groups.entry(tag).or_default().push((path, method, operation));
        }
    }
    groups
}

fn write_operation(out: &mut String, document: &Json, path: &str, method: &str, operation: &Json) {
    let id = operation["operationId"].as_str().unwrap_or_default();
    let (path_text, summary) = (escape(path), escape(operation["summary"].as_str().unwrap_or_default()));
    let _ = write!(
        out,
        "<details class=\"operation\" id=\"{id}\"><summary><b class=\"{method}\">{}</b> <code>{path_text}</code> <span>{summary}</span></summary>",
        method.to_uppercase()
    );
    paragraph(out, &operation["description"]);
    if let Some(parameters) = operation["parameters"].as_array() {
        out.push_str("<h3>Parameters</h3><table><tbody>");
        for parameter in parameters {
            let text = |name: &str| prose(parameter[name].as_str().unwrap_or_default());
            let needed = if parameter["required"] == true { " <em>needed</em>" } else { "" };
            let _ = write!(
                out,
                "<tr><th scope=\"row\"><code>{}</code>{needed}</th><td>{}</td><td>{}</td><td>{}</td></tr>",
                text("name"),
                text("in"),
                kind(&parameter["schema"]),
                text("description")
            );
        }
        out.push_str("</tbody></table>");
    }
    for (media_type, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
        let _ = write!(out, "<h3>Body <small>{}</small></h3><p>{}</p>", escape(media_type), kind(&content["schema"]));
        let example = &resolve(document, &content["schema"])["examples"][0];
        if !example.is_null() {
            let _ = write!(out, "<pre><code>{}</code></pre>", escape(&format!("{example:#}")));
        }
    }
    out.push_str("<h3>Answers</h3><table><tbody>");
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let response = resolve(document, response);
        let description = prose(response["description"].as_str().unwrap_or_default());
        let content = response["content"].as_object().into_iter().flatten().next();
        let schema = content.map(|(_, content)| kind(&content["schema"])).unwrap_or_default();
        let _ = write!(out, "<tr><th scope=\"row\">{status}</th><td>{description}</td><td>{schema}</td></tr>");
    }
    out.push_str("</tbody></table><h3>With curl</h3><pre><code>");
    out.push_str(&escape(&curl(path, method, operation)));
    out.push_str("</code></pre></details>");
}

/// The request as a line for the shell.
fn curl(path: &str, method: &str, operation: &Json) -> String {
    let mut line = String::from("curl");
    if method != "get" {
        let _ = write!(line, " -X {}", method.to_uppercase());
    }
    if operation["security"].as_array().is_some_and(|all| !all.is_empty()) {
        line.push_str(" -H \"Authorization: Bearer $KEY\"");
    }
    let content = operation["requestBody"]["content"].as_object().into_iter().flatten().next();
    match content.map(|(media_type, _)| media_type.as_str()) {
        Some("multipart/form-data") => {
            line.push_str(
                " -F 'about={\"type\": \"contact\", \"id\": \"…\"};type=application/json' -F file=@report.pdf",
            );
        }
        Some(media_type) => {
            let _ = write!(line, " -H 'Content-Type: {media_type}' -d @body.json");
        }
        None => {}
    }
    let _ = write!(line, " \"$SERVER/api/v1{path}\"");
    line
}

/// A schema in a few words, with a link where it has a name.
fn kind(schema: &Json) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    if let Some(any) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        return any.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let mut words = match &schema["type"] {
        Json::String(name) if name == "array" => format!("list of {}", kind(&schema["items"])),
        Json::String(name) => escape(name),
        Json::Array(names) => escape(&names.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(" or ")),
        _ => "anything".to_owned(),
    };
    for (name, label) in
        [("format", ""), ("minimum", "from "), ("maximum", "to "), ("maxLength", "at most "), ("default", "else ")]
    {
        match &schema[name] {
            Json::Null => {}
            Json::String(text) => drop(write!(words, ", {label}{}", escape(text))),
            other => drop(write!(words, ", {label}{}", escape(&other.to_string()))),
        }
    }
    if let Some(choices) = schema["enum"].as_array() {
        let choices: Vec<String> =
            choices.iter().map(|choice| format!("<code>{}</code>", escape(&choice.to_string()))).collect();
        let _ = write!(words, ": {}", choices.join(" "));
    }
    words
}

fn properties(out: &mut String, schema: &Json) {
    let Some(members) = schema["properties"].as_object() else {
        let _ = write!(out, "<p>{}</p>", kind(schema));
        return;
    };
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
    out.push_str("<table><tbody>");
    for (name, member) in members {
        let needed = if required.contains(&name.as_str()) { " <em>always</em>" } else { "" };
        let words = ["title", "description"].map(|key| member[key].as_str().unwrap_or_default()).join(". ");
        let _ = write!(
            out,
            "<tr><th scope=\"row\"><code>{}</code>{needed}</th><td>{}</td><td>{}</td></tr>",
            escape(name),
            kind(member),
            escape(words.trim_matches(['.', ' ']))
        );
    }
    out.push_str("</tbody></table>");
}

fn link(out: &mut String, target: &str, text: &str) {
    let _ = write!(out, "<li><a href=\"#{target}\">{}</a></li>", escape(text));
}

fn paragraph(out: &mut String, text: &Json) {
    if let Some(text) = text.as_str() {
        let _ = write!(out, "<p>{}</p>", prose(text));
    }
}

/// What a reference leads to.
fn resolve<'d>(document: &'d Json, part: &'d Json) -> &'d Json {
    let pointer = part["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(part)
}

/// Prose as HTML: what stands between backticks is code.
fn prose(text: &str) -> String {
    let escaped = escape(text);
    let parts = escaped.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}

fn slug(text: &str) -> String {
    text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// Text as HTML: labels and help of added fields are written by people.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

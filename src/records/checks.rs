//! Checks that look at other records: no circles, a last administrator, amounts on won deals.

use futures::future::BoxFuture;
use sea_query::{Alias, Expr, ExprTrait, Query};

use crate::database::Transaction;
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::field::Field;
use crate::model::record_type::{Check, CheckSubject};
use crate::model::value::Parts;
use crate::model::{Record, Schema, Value, filter};
use crate::query::group::has_groups;
use crate::query::search;
use crate::records::{
    access, configuration, custom_field, deal, emergency, label, organisation, reason, saved_view, sharing, user,
};

/// A user cannot be his own manager, at whatever distance.
pub(crate) const NO_MANAGER_CYCLE: Check = Check {
    lock: Some("user.manager"),
    whole: false,
    applies: |before, after| leads_elsewhere(before, after, user::MANAGER.name()),
    run: |transaction, subject| Box::pin(no_cycle(transaction, subject, user::MANAGER.name())),
};
/// A group cannot be in itself, at whatever distance.
pub(crate) const NO_GROUP_CYCLE: Check = Check {
    lock: Some("group.groups"),
    whole: false,
    applies: |before, after| before.and_then(|before| before.get(access::GROUPS)) != after.get(access::GROUPS),
    run: no_group_cycle,
};
/// An organisation cannot be part of itself, at whatever distance.
pub(crate) const NO_PARENT_CYCLE: Check = Check {
    lock: Some("organisation.parent"),
    whole: false,
    applies: |before, after| leads_elsewhere(before, after, organisation::PARENT.name()),
    run: |transaction, subject| Box::pin(no_cycle(transaction, subject, organisation::PARENT.name())),
};
/// Somebody who can manage users and rights must remain.
pub(crate) const LAST_ADMINISTRATOR: Check = Check {
    lock: Some("administrators"),
    whole: true,
    // A new user, role or group can only add administrators; a new restriction can take all of them away.
    applies: |before, after| before.is_some() || after.kind.name == sharing::RESTRICTION.name,
    run: last_administrator,
};
/// Whoever manages users and not rights hands out no duty that he lacks.
pub(crate) const NO_DUTY_ONE_LACKS: Check =
    Check { lock: Some("duties"), whole: true, applies: |_, after| !after.is_deleted(), run: no_duty_one_lacks };
/// Nor does he choose his own profile or groups.
pub(crate) const NOT_FOR_ONESELF: Check = Check {
    lock: None,
    whole: false,
    applies: |before, after| {
        let of = |record: &Record| (record.get(user::PROFILE), record.get(access::MEMBERS));
        before.map(of) != Some(of(after))
    },
    run: |_, subject| Box::pin(async move { not_for_oneself(subject) }),
};
/// What was begun as evidence is neither thrown away nor begun again.
pub(crate) const EVIDENCE_STAYS: Check = Check {
    lock: None,
    whole: false,
    applies: |before, after| before.is_some_and(|before| before.is_deleted() != after.is_deleted()),
    run: |_, subject| {
        Box::pin(async move {
            // What gives something can be ended early; that is written down.
            if subject.after.is_deleted() && subject.after.kind.name == emergency::EMERGENCY.name {
                return Ok(());
            }
            Err(Error::Conflict("evidence_stays", "What was begun stays as it was; end it, and begin another.".into()))
        })
    },
};
/// What a role gives is about record types and fields that there are.
pub(crate) const RIGHTS_FIT: Check = Check {
    lock: None,
    whole: false,
    applies: |before, after| {
        let before_it = |before: &Record| (before.get(access::RIGHTS), before.get(access::CLASSES));
        before.map(before_it) != Some((after.get(access::RIGHTS), after.get(access::CLASSES)))
    },
    run: |_, subject| Box::pin(async move { rights_fit(subject) }),
};
/// A sharing rule or restriction is about a record type and fields that there are.
pub(crate) const SHARING_FITS: Check = Check {
    lock: None,
    whole: false,
    applies: |_, after| !after.is_deleted(),
    run: |_, subject| Box::pin(async move { sharing_fits(subject) }),
};
/// A deal in a stage of the kind won needs an amount.
pub(crate) const WON_NEEDS_AMOUNT: Check = Check {
    lock: None,
    whole: false,
    applies: |before, after| {
        let same = before.is_some_and(|before| {
            before.get(deal::STAGE) == after.get(deal::STAGE) && before.get(deal::AMOUNT) == after.get(deal::AMOUNT)
        });
        !same && after.get(deal::AMOUNT).is_none()
    },
    run: won_needs_amount,
};
/// A name stands for one added field of a record type, and for good for one kind: values of fields that are gone are kept.
pub(crate) const CUSTOM_FIELD_FITS: Check = Check {
    lock: Some("custom_field.name"),
    whole: false,
    applies: |_, after| !after.is_deleted(),
    run: custom_field_fits,
};

/// A label is that of something that there is, and the only one in its language.
pub(crate) const LABEL_FITS: Check =
    Check { lock: Some("label"), whole: false, applies: |_, after| !after.is_deleted(), run: label_fits };

/// A rule about a record type or field that there is not would never fit anything.
pub(crate) const REASON_RULE_FITS: Check = Check {
    lock: None,
    whole: false,
    applies: |_, after| !after.is_deleted(),
    run: |_, subject| Box::pin(async move { reason_rule_fits(subject) }),
};

/// What a view asks for must be there to be asked for. Who may see it is another question, and put when the view is used.
pub(crate) const SAVED_VIEW_FITS: Check = Check {
    lock: None,
    whole: false,
    applies: |before, after| {
        let asks = [
            saved_view::RECORD_TYPE,
            saved_view::WORDS,
            saved_view::FILTER,
            saved_view::SORT,
            saved_view::COLUMNS,
            saved_view::GROUPING,
        ];
        asks.iter().any(|field| before.and_then(|before| before.get(*field)) != after.get(*field))
    },
    run: |_, subject| Box::pin(async move { saved_view_fits(subject) }),
};

/// The longest chain that is followed; a longer one is refused like a circle.
const LONGEST: usize = 100;

fn leads_elsewhere(before: Option<&Record>, after: &Record, link: &str) -> bool {
    after.value(link).is_some() && before.and_then(|before| before.value(link)) != after.value(link)
}

async fn no_cycle(transaction: &mut Transaction<'_>, subject: &CheckSubject<'_>, link: &'static str) -> Result<()> {
    let Some(Value::Link(mut next)) = subject.after.value(link).cloned() else { return Ok(()) };
    for _ in 0..LONGEST {
        if next == subject.after.id {
            break;
        }
        let statement = Query::select()
            .column(Alias::new(link))
            .from(subject.after.kind.table)
            .and_where(Expr::col("id").eq(next.0))
            .to_owned();
        let found: Option<(Option<uuid::Uuid>,)> = transaction.on().first(&statement).await?;
        match found.and_then(|row| row.0) {
            Some(above) => next = Id(above),
            None => return Ok(()),
        }
    }
    Err(Error::invalid(link, "cycle", "This would lead back to the record itself."))
}

fn no_group_cycle<'a>(
    transaction: &'a mut Transaction<'_>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let groups = configuration::policy(transaction, subject.schema).await?.groups;
        let (mut open, mut seen) = (vec![subject.after.id], std::collections::BTreeSet::new());
        while let Some(id) = open.pop() {
            for inner in groups.get(&id).map(|group| group.groups.as_slice()).unwrap_or_default() {
                if *inner == subject.after.id {
                    return Err(Error::invalid("groups", "cycle", "This would put the group into itself."));
                }
                if seen.insert(*inner) {
                    open.push(*inner);
                }
            }
        }
        Ok(())
    })
}

fn rights_fit(subject: &CheckSubject<'_>) -> Result<()> {
    let text = |item: &Parts, name: &str| match item.get(name) {
        Some(Value::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let mut problems = Vec::new();
    for field in [access::RIGHTS, access::CLASSES] {
        for (at, item) in subject.after.get(field).unwrap_or_default().iter().enumerate() {
            let under = |problem: FieldProblem| problem.under(&at.to_string()).under(field.name());
            let found = condition_fits(subject.schema, &text(item, "record_type"), &text(item, "filter"));
            problems.extend(found.into_iter().map(under));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn sharing_fits(subject: &CheckSubject<'_>) -> Result<()> {
    let (on, filter) = (subject.after.get(sharing::RECORD_TYPE), subject.after.get(sharing::FILTER));
    let on = on.unwrap_or_default();
    let mut problems = condition_fits(subject.schema, &on, &filter.unwrap_or_default());
    let is_rule = subject.after.kind.name == sharing::SHARING_RULE.name;
    if is_rule && problems.is_empty() && subject.schema.named(&on).is_none_or(|kind| kind.owner().is_none()) {
        problems.push(sharing::RECORD_TYPE.problem("not_shared", format!("Records of the type `{on}` have no owner.")));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// What is wrong with a condition on records of a type, where `*` stands for every type.
fn condition_fits(schema: &Schema, record_type: &str, text: &str) -> Vec<FieldProblem> {
    let at = |field: Field<String>, code, detail: String| vec![field.problem(code, detail)];
    match schema.named(record_type) {
        None if record_type == "*" && text.is_empty() => Vec::new(),
        None if record_type == "*" => {
            at(sharing::FILTER, "filter", "A condition needs one record type: it is about the fields of that.".into())
        }
        None => at(sharing::RECORD_TYPE, "no_such_type", format!("There is no record type `{record_type}`.")),
        Some(kind) => match filter::parse(schema, kind, text, &|field| !field.is_secret()) {
            Err(Error::Invalid(problems)) => problems,
            Err(_) => at(sharing::FILTER, "filter", "This condition cannot be read.".into()),
            Ok(_) => Vec::new(),
        },
    }
}

fn last_administrator<'a>(
    transaction: &'a mut Transaction<'_>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let kinds = [&user::USER, &access::ROLE, &access::PROFILE, &sharing::RESTRICTION].map(|kind| kind.name);
        let able = configuration::policy(transaction, subject.schema).await?.administrators("users", &kinds);
        // Somebody who was invited and has not come yet can do nothing.
        if !configuration::can_sign_in(transaction, &able).await? && configuration::has_user(transaction).await? {
            let detail =
                "This would leave nobody who can manage users and rights. Give another active user that duty first.";
            return Err(Error::Conflict("last_administrator", detail.into()));
        }
        // A second factor that is lost can be taken away; whoever has one must not be lost.
        let had_one = |record: &Record| record.get(user::SECOND_FACTOR_AT).is_some();
        let is_removal = subject.before.is_some_and(had_one) && !had_one(subject.after);
        if (subject.was_guarded)(&kinds) && !is_removal && !configuration::is_guarded(transaction, &able).await? {
            let detail = "This would leave nobody with a second factor who can manage users and rights. Let another \
                          administrator set one up first.";
            return Err(Error::Conflict("last_guarded_administrator", detail.into()));
        }
        Ok(())
    })
}

fn no_duty_one_lacks<'a>(
    transaction: &'a mut Transaction<'_>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Some(handing) = subject.handing else { return Ok(()) };
        let policy = configuration::policy(transaction, subject.schema).await?;
        for user in policy.users.keys() {
            for duty in policy.of_user(*user).duties() {
                let has = ["*", duty].iter().any(|one| handing.own.contains(*one));
                if !has && !handing.had.contains(&(*user, duty.to_owned())) {
                    let detail = "This gives a duty that you do not have. Somebody who manages rights can give it.";
                    return Err(Error::Forbidden(detail.into()));
                }
            }
        }
        Ok(())
    })
}

fn not_for_oneself(subject: &CheckSubject<'_>) -> Result<()> {
    let Some(who) = subject.handing.and_then(|handing| handing.who) else { return Ok(()) };
    let is_in = |record: &Record| {
        let members = record.get(access::MEMBERS).unwrap_or_default();
        members.iter().any(|member| member.get("user_id") == Some(&Value::Link(who)))
    };
    let is_own = subject.after.kind.name == user::USER.name && subject.after.id == who;
    if is_own || (is_in(subject.after) && !subject.before.is_some_and(is_in)) {
        let detail = "Nobody chooses his own profile or groups. Somebody who manages rights does it for you.";
        return Err(Error::Forbidden(detail.into()));
    }
    Ok(())
}

fn won_needs_amount<'a>(
    transaction: &'a mut Transaction<'_>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let Some(stage) = subject.after.get(deal::STAGE) else { return Ok(()) };
        let statement = Query::select().column("kind").from("stages").and_where(Expr::col("id").eq(stage.0)).to_owned();
        let kind: Option<(String,)> = transaction.on().first(&statement).await?;
        if kind.is_some_and(|row| row.0 == "won") {
            return Err(Error::Invalid(vec![deal::AMOUNT.problem("won_needs_amount", "A won deal needs an amount.")]));
        }
        Ok(())
    })
}

fn saved_view_fits(subject: &CheckSubject<'_>) -> Result<()> {
    let (schema, view) = (subject.schema, subject.after);
    let on = view.get(saved_view::RECORD_TYPE).unwrap_or_default();
    let Some(kind) = schema.named(&on) else {
        return Err(Error::Invalid(vec![
            saved_view::RECORD_TYPE.problem("no_such_type", format!("There is no record type `{on}`.")),
        ]));
    };
    let mut problems = Vec::new();
    if view.get(saved_view::WORDS).is_some_and(|words| search::parse(&words).is_err()) {
        let detail = format!("At most {} words can be searched for.", search::MOST_WORDS);
        problems.push(saved_view::WORDS.problem("view_has_too_many_words", detail));
    }
    if let Some(text) = view.get(saved_view::FILTER) {
        match filter::parse_with_words(schema, kind, &text, &|field| !field.is_secret()) {
            Err(Error::Invalid(wrong)) => problems.extend(wrong),
            other => drop(other?),
        }
    }
    for (field, text) in [saved_view::SORT, saved_view::COLUMNS].map(|field| (field, view.get(field))) {
        let text = text.unwrap_or_default();
        let is_order = field.name() == saved_view::SORT.name();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let name = if is_order { name.strip_prefix('-').unwrap_or(name) } else { name };
            match schema.field(kind, name).filter(|found| !found.is_secret()) {
                None => problems.push(field.problem("view_names_no_field", kind.has_no_field(name))),
                Some(found) if is_order && !found.has_order() => {
                    problems.push(field.problem("view_has_no_order", format!("`{name}` has no order to sort by.")));
                }
                Some(_) => {}
            }
        }
    }
    if let Some(name) = view.get(saved_view::GROUPING) {
        match schema.field(kind, &name).filter(|found| !found.is_secret()) {
            None => problems.push(saved_view::GROUPING.problem("view_names_no_field", kind.has_no_field(&name))),
            Some(found) if !has_groups(found) => {
                let detail = format!("Lists cannot be grouped by `{name}`.");
                problems.push(saved_view::GROUPING.problem("view_has_no_groups", detail));
            }
            Some(_) => {}
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn reason_rule_fits(subject: &CheckSubject<'_>) -> Result<()> {
    let (schema, rule) = (subject.schema, subject.after);
    let (on, name) = (rule.get(reason::RECORD_TYPE), rule.get(reason::FIELD));
    let kind = on.as_deref().and_then(|on| schema.named(on));
    if let (Some(on), None) = (&on, kind) {
        let detail = format!("There is no record type `{on}`.");
        return Err(Error::Invalid(vec![reason::RECORD_TYPE.problem("no_such_type", detail)]));
    }
    let Some(name) = name else { return Ok(()) };
    let mut types = schema.types().iter().filter(|one| kind.is_none_or(|kind| kind == **one));
    if types.any(|kind| schema.field(kind, &name).is_some_and(|field| !field.is_secret())) {
        return Ok(());
    }
    let detail = kind.map_or_else(|| format!("No record type has a field `{name}`."), |kind| kind.has_no_field(&name));
    Err(Error::Invalid(vec![reason::FIELD.problem("view_names_no_field", detail)]))
}

fn custom_field_fits<'a>(
    transaction: &'a mut Transaction<'_>,
    subject: &'a CheckSubject<'a>,
) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let (schema, field) = (subject.schema, subject.after);
        let (on, name) = (
            field.get(custom_field::RECORD_TYPE).unwrap_or_default(),
            field.get(custom_field::NAME).unwrap_or_default(),
        );
        let mut problems = Vec::new();
        if schema.named(&on).is_none() {
            problems
                .push(custom_field::RECORD_TYPE.problem("no_such_type", format!("There is no record type `{on}`.")));
        }
        if let Some(target) = field.get(custom_field::TARGET).filter(|target| schema.named(target).is_none()) {
            problems.push(custom_field::TARGET.problem("no_such_type", format!("There is no record type `{target}`.")));
        }
        let others = Query::select()
            .columns(["kind", "scale", "deleted_at"])
            .from(field.kind.table)
            .and_where(Expr::col("record_type").eq(on))
            .and_where(Expr::col("name").eq(name))
            .and_where(Expr::col("id").ne(field.id.0))
            .to_owned();
        let others: Vec<(String, Option<i64>, Option<i64>)> = transaction.on().all(&others).await?;
        let (kind, scale) = (field.get(custom_field::KIND), field.get(custom_field::SCALE).unwrap_or(0));
        if others.iter().any(|other| other.2.is_none()) {
            problems.push(custom_field::NAME.problem("field_name_taken", "There is a field of this name already."));
        } else if others.iter().any(|other| Some(&other.0) != kind.as_ref() || other.1.unwrap_or(0) != scale) {
            let detail =
                "A field of this name and another kind is in the bin, and its values are kept. Choose another name.";
            problems.push(custom_field::NAME.problem("field_name_kept", detail));
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    })
}

fn label_fits<'a>(transaction: &'a mut Transaction<'_>, subject: &'a CheckSubject<'a>) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let record = subject.after;
        let (on, name) = (record.get(label::RECORD_TYPE).unwrap_or_default(), record.get(label::FIELD));
        let Some(kind) = subject.schema.named(&on) else {
            return Err(Error::Invalid(vec![
                label::RECORD_TYPE.problem("no_such_type", format!("There is no record type `{on}`.")),
            ]));
        };
        let field = name.as_deref().map(|name| subject.schema.field(kind, name).filter(|field| !field.is_secret()));
        if let (Some(None), Some(name)) = (field, &name) {
            return Err(Error::Invalid(vec![label::FIELD.problem("view_names_no_field", kind.has_no_field(name))]));
        }
        let named = Expr::col("field");
        let others = Query::select()
            .column("id")
            .from(record.kind.table)
            .and_where(Expr::col("record_type").eq(on))
            .and_where(name.map_or_else(|| named.clone().is_null(), |name| named.clone().eq(name)))
            .and_where(Expr::col("language").eq(record.get(label::LANGUAGE)))
            .and_where(Expr::col("deleted_at").is_null())
            .and_where(Expr::col("id").ne(record.id.0))
            .to_owned();
        let other: Option<(uuid::Uuid,)> = transaction.on().first(&others).await?;
        match other {
            Some(_) => Err(Error::Invalid(vec![
                label::LANGUAGE.problem("taken", "There is a label of this in this language already."),
            ])),
            None => Ok(()),
        }
    })
}

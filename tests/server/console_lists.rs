//! Lists in the console: columns, groups, conditions, views, files, and many records at once, all by forms.

use crate::support::pages::{Browser, Console, Form, Page};
use crate::support::server::TestServer;

/// A console with three leads, made by an administrator.
async fn leads(server: &TestServer) -> (Console, Browser) {
    let console = Console::of(&server.app).await;
    let mut admin = console.signed_in("Bob", "Administrator").await;
    for (name, status) in [("Alpha", "new"), ("Beta", "new"), ("Gamma", "lost")] {
        let texts = [("name", name), ("status", status), ("value.amount", "100"), ("value.currency", "EUR")];
        assert_eq!(admin.fill("/leads/new", &texts).await.status, 303);
    }
    (console, admin)
}

/// What stands in the boxes of the rows, in their order.
fn picks(list: &Page) -> Vec<String> {
    let values = list.text.split("name=\"pick\" value=\"").skip(1);
    values.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The form of the bar below a list, with these rows picked.
fn bulk(list: &Page, action: &str, wanted: &str, picks: &[String]) -> Form {
    let mut form = list.form(action).with("do", wanted);
    form.0.extend(picks.iter().map(|pick| ("pick".to_owned(), pick.clone())));
    form
}

/// The titles of the rows.
fn titles(list: &Page) -> Vec<String> {
    let rows = list.text.split("<th scope=\"row\"><a href=\"/leads/").skip(1);
    rows.filter_map(|row| row.split('>').nth(1)?.split('<').next()).map(str::to_owned).collect()
}

on_both_servers! {
    async fn what_was_picked_stays_so_where_nothing_was_done(server: TestServer) {
        let (_console, mut admin) = leads(server).await;
        let list = admin.get("/leads").await;
        let refused = admin.send("/leads/bulk", &bulk(&list, "/leads/bulk", "merge", &picks(&list)[..1])).await;
        assert_eq!(refused.status, 303, "{}", refused.text);
        let again = admin.get(refused.location()).await;
        assert!(again.text.contains("Choose exactly two rows") && again.text.matches("\" checked aria-label").count() == 1);
        let asked = admin.send("/leads/bulk", &bulk(&list, "/leads/bulk", "change", &picks(&list)[..2])).await;
        let back = asked.text.split("class=\"button quiet\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let left = admin.get(&back.unwrap().replace("&#38;", "&")).await;
        assert_eq!(left.text.matches("\" checked aria-label").count(), 2, "{}", left.text);
    }

    async fn many_records_are_changed_as_one_operation_and_changed_back(server: TestServer) {
        let (_console, mut admin) = leads(server).await;
        let list = admin.get("/leads").await;
        let two = &picks(&list)[..2];
        let asked = admin.send("/leads/bulk", &bulk(&list, "/leads/bulk", "change", two)).await;
        assert!(asked.status == 200 && asked.text.contains("Change 2 leads"), "{}", asked.text);
        let form = asked.form("/leads/bulk");
        let nothing = admin.send("/leads/bulk", &form).await;
        assert!(nothing.status == 422 && nothing.text.contains("Tick at least one field"), "{}", nothing.text);
        let mut form = form.with("_set", "status").with("status", "lost").with("_reason", "Tidied");
        let done = admin.send("/leads/bulk", &form).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let after = admin.get(done.location()).await;
        assert!(after.text.contains("Changed: 2 leads."), "{}", after.text);
        assert_eq!(titles(&admin.get("/leads?filter=status+eq+%22lost%22").await), ["Alpha", "Beta", "Gamma"]);
        // What was picked was seen at a version that is past by now.
        form.0.push(("pick".into(), picks(&list)[2].clone()));
        let again = admin.send("/leads/bulk", &form.with("status", "contacted")).await;
        assert!(again.status == 200 && again.text.contains("Changed: 1 lead."), "{}", again.text);
        assert_eq!(again.text.matches("Somebody else changed it meanwhile").count(), 2);
        let undo = again.form("/leads/bulk-undo");
        assert_eq!(admin.send("/leads/bulk-undo", &undo).await.status, 303);
        assert_eq!(titles(&admin.get("/leads?filter=status+eq+%22lost%22").await).len(), 3);
        let undone = admin.send("/leads/bulk-undo", &after.form("/leads/bulk-undo")).await;
        assert!(undone.location().contains("told=undone&number=2"), "{}", undone.text);
        assert_eq!(titles(&admin.get("/leads?filter=status+eq+%22new%22").await), ["Alpha", "Beta"]);
    }

    async fn all_that_fit_go_into_the_bin_and_out_of_it(server: TestServer) {
        let (_console, mut admin) = leads(server).await;
        let list = admin.get("/leads?filter=status+eq+%22new%22").await;
        let to = "/leads/bulk?filter=status%20eq%20%22new%22";
        let asked = admin.send(to, &bulk(&list, to, "delete", &[]).with("all", "1")).await;
        assert!(asked.text.contains("Move 2 leads to the bin"), "{}", asked.text);
        let late = admin.send(to, &asked.form(to).with("_count", "1")).await;
        assert!(late.status == 409 && late.text.contains("By now 2 match"), "{}", late.text);
        assert_eq!(admin.send(to, &late.form(to)).await.status, 303);
        assert_eq!(titles(&admin.get("/leads").await), ["Gamma"]);
        let bin = admin.get("/leads?bin=1").await;
        assert!(bin.text.contains("Deleted by") && titles(&bin) == ["Alpha", "Beta"], "{}", bin.text);
        let out = "/leads/bulk?bin=1";
        let asked = admin.send(out, &bulk(&bin, out, "restore", &picks(&bin))).await;
        assert_eq!(admin.send(out, &asked.form(out)).await.status, 303);
        assert_eq!(titles(&admin.get("/leads").await).len(), 3);
        for (wanted, rows, told) in [("delete", 0, "nothing-picked"), ("merge", 1, "merge-two")] {
            let list = admin.get("/leads").await;
            let sent = admin.send("/leads/bulk", &bulk(&list, "/leads/bulk", wanted, &picks(&list)[..rows])).await;
            assert!(sent.location().starts_with(&format!("/leads?told={told}")), "{}", sent.location());
            assert!(admin.get(sent.location()).await.text.contains("notice warn"));
        }
    }

    async fn conditions_columns_and_groups_are_chosen_without_writing_a_filter(server: TestServer) {
        let (_console, admin) = leads(server).await;
        let asked = admin.get("/leads?f=status").await;
        assert!(asked.text.contains("<select id=\"op\"") && asked.text.contains("value=\"lost\""));
        let wrong = admin.get("/leads?f=value&op=ge&value.amount=many&value.currency=EUR").await;
        assert!(wrong.status == 422 && wrong.text.contains("f-value-problem"), "{}", wrong.text);
        let sent = admin.get("/leads?filter=name+pr&f=value&op=ge&value.amount=1%2C000.5&value.currency=eur").await;
        let wanted = "name pr and value.currency eq \"EUR\" and value.value ge 1000.5";
        assert_eq!(sent.location(), format!("/leads?filter={}", wanted.replace(' ', "%20").replace('"', "%22")));
        let list = admin.get(sent.location()).await;
        assert!(list.text.contains("is at least €1,000.50<a") && list.text.contains(" has a value<a"));
        let sent = admin.get("/leads?c=status&c=email&columns=company,status").await;
        assert_eq!(sent.location(), "/leads?columns=status%2Cemail");
        let list = admin.get(sent.location()).await;
        assert!(list.text.contains("data-column=\"email\"") && !list.text.contains("data-column=\"company\""));
        let groups = admin.get("/leads?group=status&columns=value").await;
        assert!(groups.text.contains("By status") && groups.text.contains("€200.00"), "{}", groups.text);
        let open = admin.get("/leads?group=status&in=status+eq+%22lost%22").await;
        assert!(titles(&open) == ["Gamma"] && open.text.contains("Show all groups"));
    }

    async fn a_view_is_saved_shared_changed_and_deleted(server: TestServer) {
        let (console, mut admin) = leads(server).await;
        let path = "/leads/views?filter=status%20eq%20%22lost%22&columns=email";
        let list = admin.get(&path.replace("/views", "")).await;
        let form = list.form(&path.replace('&', "&#38;")).with("do", "save").with("name", "Lost ones");
        let saved = admin.send(path, &form.with("audience", "all")).await;
        let address = saved.location().split('&').next().unwrap().to_owned();
        assert!(address.starts_with("/leads?view="), "{}", saved.text);
        let list = admin.get(&address).await;
        assert!(titles(&list) == ["Gamma"] && list.text.contains("<h1>Lost ones</h1>"), "{}", list.text);
        let rita = console.signed_in("Rita", "Read-only").await;
        let hers = rita.get("/leads").await;
        assert!(hers.text.contains("Lost ones") && !hers.text.contains("do\" value=\"delete"), "{}", hers.text);
        assert_eq!(titles(&rita.get(&address).await), ["Gamma"]);
        // Its record leads to the list, and is reached from there by whoever looks after views.
        let record = format!("/saved_views/{}", address.rsplit('=').next().unwrap());
        assert!(admin.get(&record).await.text.contains(&format!("href=\"{address}\"")));
        assert!(list.text.contains("href=\"/saved_views?filter=record_type%20eq%20%22lead%22\""), "{}", list.text);
        assert!(!admin.get("/home").await.text.contains("/saved_views"));
        assert_eq!(titles(&rita.get(&format!("{address}&filter=")).await).len(), 3);
        let to = address.replace("/leads", "/leads/views");
        let form = admin.get(&address).await.form(&to);
        let changed = admin.send(&format!("{to}&columns=company"), &form.clone().with("do", "update")).await;
        assert_eq!(changed.status, 303, "{}", changed.text);
        assert!(rita.get(&address).await.text.contains("data-column=\"company\""));
        assert_eq!(admin.send(&to, &form.with("do", "delete")).await.status, 303);
        assert_eq!(rita.get(&address).await.status, 404);
    }

    async fn a_view_keeps_the_words_and_the_groups_and_the_group_that_is_open_stays_open(server: TestServer) {
        let (console, mut admin) = leads(server).await;
        let path = "/leads/views?q=a&group=status&in=status%20eq%20%22new%22";
        let list = admin.get(&path.replace("/views", "")).await;
        let form = list.form(&path.replace('&', "&#38;")).with("do", "save").with("name", "Grouped");
        let saved = admin.send(path, &form.with("audience", "all")).await;
        let opened = admin.get(saved.location()).await;
        assert!(opened.text.contains("By status") && titles(&opened) == ["Alpha"], "{}", opened.text);
        let address = saved.location().split('&').next().unwrap().to_owned();
        let rita = console.signed_in("Rita", "Read-only").await;
        let hers = rita.get(&address).await;
        assert!(hers.text.contains("By status") && hers.text.contains("type=\"search\" value=\"a\""), "{}", hers.text);
        let without = rita.get(&format!("{address}&group=&q=gamma")).await;
        assert!(titles(&without) == ["Gamma"] && !without.text.contains("By status"), "{}", without.text);
    }

    async fn a_list_becomes_a_file_with_the_columns_that_were_chosen(server: TestServer) {
        let (console, mut admin) = leads(server).await;
        let list = admin.get("/leads").await;
        let sent = admin.send("/leads/bulk", &bulk(&list, "/leads/bulk", "export", &picks(&list)[1..2])).await;
        assert!(admin.get(sent.location()).await.text.contains("1 lead"));
        let file = admin.get(&format!("{}&format=csv&c=name&c=status", sent.location())).await;
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"leads.csv\"");
        assert!(
            file.text.contains("Beta") && !file.text.contains("Alpha") && file.text.lines().count() == 2,
            "{}",
            file.text
        );
        let rita = console.signed_in("Rita", "Read-only").await;
        assert_eq!(rita.get("/leads/export").await.status, 403);
        assert!(!rita.get("/leads").await.text.contains("name=\"pick\""));
    }
}

//! Every difference between the SQL of the two engines, each with its reason.

use sea_query::{Expr, ExprTrait, Func, SelectStatement};

/// Which database engine is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, one writing process, for local installations.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// The most arguments a function takes: 100 on PostgreSQL, 127 on SQLite. A row with more cells comes in several parts.
const MOST_ARGUMENTS: usize = 100;

impl Engine {
    /// The name people know.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// An id as text that JSON can hold: SQLite stores 16 bytes and its JSON functions refuse them; PostgreSQL's own type
    /// writes itself.
    pub fn id_text(self, id: Expr) -> Expr {
        match self {
            Self::Sqlite => nullif_empty(Func::cust("hex").arg(id).into()),
            Self::Postgres => id,
        }
    }

    /// Bytes as hexadecimal text, for JSON.
    pub fn bytes_text(self, bytes: Expr) -> Expr {
        match self {
            // hex(null) is an empty text, not null.
            Self::Sqlite => nullif_empty(Func::cust("hex").arg(bytes).into()),
            Self::Postgres => Func::cust("encode").arg(bytes).arg(Expr::cust("'hex'")).into(),
        }
    }

    /// All rows of `inner`, whose columns are named c0, c1 …, as one JSON text: an array of rows, which are arrays of parts, which are
    /// arrays of cells. One row and one cell cross the driver instead of thousands: decoding cell by cell costs more than the query.
    pub fn rows_as_json(self, inner: SelectStatement, columns: usize) -> SelectStatement {
        let array = match self {
            Self::Sqlite => "json_array",
            Self::Postgres => "json_build_array",
        };
        let cells: Vec<_> = (0..columns).map(|at| format!("p.c{at}")).collect();
        let parts: Vec<_> = cells.chunks(MOST_ARGUMENTS).map(|some| format!("{array}({})", some.join(", "))).collect();
        let row = format!("{array}({})", parts.join(", "));
        let all = match self {
            Self::Sqlite => format!("json_group_array({row})"),
            Self::Postgres => format!("coalesce(json_agg({row}), '[]')::text"),
        };
        sea_query::Query::select().expr(Expr::cust(all)).from_subquery(inner, "p").to_owned()
    }

    /// The items of a list, in order, as one JSON text; no text where there are none. `parts` are expressions over `s`.
    pub fn items_as_json(self, table: &str, parent: &str, parts: &[String]) -> Expr {
        let item = parts.join(", ");
        let from = format!("from \"{table}\" s where s.parent_id = {parent}.id");
        Expr::cust(match self {
            Self::Sqlite => format!(
                "(select case when count(*) > 0 then json_group_array(json_array({item}) order by s.position) end {from})"
            ),
            Self::Postgres => format!("(select json_agg(json_build_array({item}) order by s.position)::text {from})"),
        })
    }

    /// [`Self::id_text`] for an expression written out.
    pub fn id_text_of(self, id: &str) -> String {
        match self {
            Self::Sqlite => format!("nullif(hex({id}), '')"),
            Self::Postgres => id.to_owned(),
        }
    }

    /// An id from the text that JSON holds it as, in the type of the column `id`, so that a join finds it by the index.
    pub fn id_from_text(self, text: Expr) -> Expr {
        match self {
            Self::Sqlite => Expr::cust_with_expr("unhex(replace(?, '-', ''))", text),
            Self::Postgres => Expr::cust_with_expr("($1)::uuid", text),
        }
    }

    /// Text with ASCII capitals made small: SQLite's `lower` knows ASCII only, PostgreSQL's does the same under collation C.
    pub fn ascii_lower(self, text: Expr) -> Expr {
        match self {
            Self::Sqlite => Func::cust("lower").arg(text).into(),
            Self::Postgres => Expr::cust_with_expr("lower(($1) collate \"C\")", text),
        }
    }

    /// A part of the JSON text in the column `custom`, as text (PostgreSQL) or as it is (SQLite).
    pub fn custom_part(self, custom: Expr, path: &[&str]) -> Expr {
        match self {
            Self::Sqlite => {
                let path = format!("$.{}", path.join("."));
                Func::cust("json_extract").arg(custom).arg(Expr::val(path)).into()
            }
            Self::Postgres => {
                let path = format!("{{{}}}", path.join(","));
                Expr::cust_with_exprs("(($1::json) #>> ($2::text[]))", [custom, Expr::val(path)])
            }
        }
    }

    /// The same as a whole number. SQLite's `json_extract` keeps the type; PostgreSQL hands out text.
    pub fn custom_number(self, custom: Expr, path: &[&str]) -> Expr {
        let part = self.custom_part(custom, path);
        match self {
            Self::Sqlite => part,
            Self::Postgres => Expr::cust_with_expr("($1)::bigint", part),
        }
    }

    /// The month of a moment in microseconds since 1970, `YYYY-MM` in UTC.
    pub fn month(self, at: Expr) -> Expr {
        match self {
            Self::Sqlite => Expr::cust_with_expr("strftime('%Y-%m', (?) / 1000000, 'unixepoch')", at),
            Self::Postgres => {
                Expr::cust_with_expr("to_char(to_timestamp(($1) / 1000000) at time zone 'UTC', 'YYYY-MM')", at)
            }
        }
    }

    /// Whether a folded text holds a folded piece, without wildcards: `instr` and `strpos` know none.
    pub fn contains(self, text: Expr, piece: &str) -> Expr {
        let function = match self {
            Self::Sqlite => "instr",
            Self::Postgres => "strpos",
        };
        Expr::from(Func::cust(function).arg(text).arg(Expr::val(piece))).gt(0)
    }
}

/// `hex(null)` is an empty text, not null.
fn nullif_empty(text: Expr) -> Expr {
    Func::cust("nullif").arg(text).arg(Expr::val("")).into()
}

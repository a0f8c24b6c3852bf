//! A table of pages → the same rows, cleaned.

use std::sync::Arc;

use arrow_array::builder::{StringBuilder, StructBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use arrow_select::filter::filter_record_batch;
use serde::Deserialize;
use serde_json::value::RawValue;
use unchaff::Format;
use unchaff::record::{Fault, Record};

use super::Rows;
use crate::answer::Answer;
use crate::batch::Fate;
use crate::stream::Work;

/// Where the pages are, and in which form.
pub(super) struct Pages {
    column: usize,
    format: Format,
}

impl Pages {
    /// The column that is asked for, else `html`, else `text`.
    pub(super) fn find(schema: &Schema, field: Option<&str>) -> Result<Self, String> {
        let wanted = field.map_or(vec!["html", "text"], |name| vec![name]);
        let found = wanted
            .iter()
            .find_map(|name| Some((*name, schema.index_of(name).ok()?)));
        let Some((name, column)) = found else {
            let names = wanted.join("` or `");
            return Err(format!("there is no column `{names}` (--field)"));
        };
        let kind = schema.field(column).data_type();
        if !is_text(kind) && !is_bytes(kind) {
            return Err(format!("column `{name}` holds neither text nor bytes"));
        }
        let format = match name {
            "html" => Format::Html,
            "text" => Format::Text,
            _ => Format::Auto,
        };
        Ok(Self { column, format })
    }
}

/// Cleans rows, on any thread.
pub(super) struct Columns {
    answer: Answer,
    pages: Pages,
    /// Columns of the input that stay.
    kept: Vec<usize>,
    pub(super) schema: SchemaRef,
}

/// An answer as far as it becomes columns.
#[derive(Default, Deserialize)]
struct Said {
    title: Option<String>,
    body: Option<String>,
    meta: Option<Box<RawValue>>,
    removed: Option<Box<RawValue>>,
    #[serde(skip)]
    fault: Option<Fault>,
}

impl Columns {
    pub(super) fn new(answer: Answer, schema: &Schema, pages: Pages) -> Self {
        let mut added = vec![
            Field::new("title", DataType::Utf8, true),
            Field::new("body", DataType::Utf8, true),
            Field::new("error", DataType::Struct(error_fields()), true),
        ];
        let (meta, removed) = (answer.with.meta, answer.with.why || answer.with.spans);
        for (name, _) in [("meta", meta), ("removed", removed)]
            .iter()
            .filter(|(_, is)| *is)
        {
            added.push(Field::new(*name, DataType::Utf8, true));
        }
        let is_kept = |column: &usize| {
            let name = schema.field(*column).name();
            *column != pages.column && added.iter().all(|field| field.name() != name)
        };
        let kept: Vec<_> = (0..schema.fields().len()).filter(is_kept).collect();
        let fields = kept
            .iter()
            .map(|column| Arc::new(schema.field(*column).clone()));
        let fields: Vec<_> = fields.chain(added.into_iter().map(Arc::new)).collect();
        let metadata = schema.metadata().clone();
        Self {
            answer,
            pages,
            kept,
            schema: Arc::new(Schema::new_with_metadata(fields, metadata)),
        }
    }

    fn clean(&self, table: &RecordBatch, rows: &mut Rows) -> Result<RecordBatch, ArrowError> {
        let pages = table.column(self.pages.column);
        let (urls, titles) = (table.column_by_name("url"), table.column_by_name("title"));
        let (mut said, mut line) = (Vec::new(), Vec::new());
        for row in 0..table.num_rows() {
            let mut record = match bytes_at(pages, row) {
                None => Record::default(),
                Some(page) => {
                    rows.bytes += page.len() as u64;
                    match std::str::from_utf8(page) {
                        Ok(text) if is_text(pages.data_type()) => {
                            Record::decoded(text, self.pages.format)
                        }
                        _ => Record::page(page, self.pages.format),
                    }
                }
            };
            if let Some(url) = text_at(urls, row).or(self.answer.hints.url.as_deref()) {
                record = record.with_url(url);
            }
            if let Some(title) = text_at(titles, row) {
                record = record.with_title(title);
            }
            if let Some(label) = &self.answer.hints.charset {
                record = record.with_charset(label.as_str());
            }
            line.clear();
            let (fate, answer) = match self.answer.row(&record, &mut line) {
                Ok(fate) => (fate, serde_json::from_slice(&line).unwrap_or_default()),
                Err(fault) => {
                    let fate = Fate::Fault(fault.code());
                    let fault = Some(fault);
                    (
                        fate,
                        Said {
                            fault,
                            ..Said::default()
                        },
                    )
                }
            };
            rows.fates.push(fate);
            said.push(answer);
        }
        let kept = self
            .kept
            .iter()
            .map(|column| Arc::clone(table.column(*column)));
        let columns = kept.chain(self.added(&said)).collect();
        let cleaned = RecordBatch::try_new(Arc::clone(&self.schema), columns)?;
        let stays = |fate: &Fate| !matches!(fate, Fate::Article { dropped: true, .. });
        if rows.fates.iter().all(stays) {
            return Ok(cleaned);
        }
        let stay: BooleanArray = rows.fates.iter().map(|fate| Some(stays(fate))).collect();
        filter_record_batch(&cleaned, &stay)
    }

    /// The columns that answers become.
    fn added(&self, said: &[Said]) -> Vec<ArrayRef> {
        let mut errors = StructBuilder::from_fields(error_fields(), said.len());
        for said in said {
            let code = said.fault.as_ref().map(Fault::code);
            let message = said.fault.as_ref().map(ToString::to_string);
            if let Some(codes) = errors.field_builder::<StringBuilder>(0) {
                codes.append_option(code);
            }
            if let Some(messages) = errors.field_builder::<StringBuilder>(1) {
                messages.append_option(message);
            }
            errors.append(said.fault.is_some());
        }
        let mut columns = vec![
            texts(said, |said| said.title.as_deref()),
            texts(said, |said| said.body.as_deref()),
            Arc::new(errors.finish()),
        ];
        if self.answer.with.meta {
            columns.push(texts(said, |said| said.meta.as_deref().map(RawValue::get)));
        }
        if self.answer.with.why || self.answer.with.spans {
            columns.push(texts(said, |said| {
                said.removed.as_deref().map(RawValue::get)
            }));
        }
        columns
    }
}

impl Work<Rows> for Columns {
    fn work(&self, rows: &mut Rows) {
        let Some(table) = rows.table.take() else {
            return;
        };
        match self.clean(&table, rows) {
            Ok(cleaned) => rows.table = Some(cleaned),
            Err(error) => rows.broken = Some(error),
        }
    }
}

fn error_fields() -> Fields {
    let field = |name| Field::new(name, DataType::Utf8, true);
    Fields::from(vec![field("code"), field("message")])
}

fn texts(said: &[Said], text: impl Fn(&Said) -> Option<&str>) -> ArrayRef {
    let mut column = StringBuilder::new();
    for said in said {
        column.append_option(text(said));
    }
    Arc::new(column.finish())
}

fn is_text(kind: &DataType) -> bool {
    use DataType::{LargeUtf8, Utf8, Utf8View};
    matches!(kind, Utf8 | LargeUtf8 | Utf8View)
}

fn is_bytes(kind: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary};
    matches!(kind, Binary | LargeBinary | BinaryView)
}

/// What a cell holds; `None` for null, and for what is neither text nor bytes.
fn bytes_at(column: &ArrayRef, row: usize) -> Option<&[u8]> {
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).as_bytes()),
        DataType::LargeUtf8 => Some(column.as_string::<i64>().value(row).as_bytes()),
        DataType::Utf8View => Some(column.as_string_view().value(row).as_bytes()),
        DataType::Binary => Some(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Some(column.as_binary_view().value(row)),
        _ => None,
    }
}

fn text_at(column: Option<&ArrayRef>, row: usize) -> Option<&str> {
    let column = column.filter(|column| is_text(column.data_type()))?;
    std::str::from_utf8(bytes_at(column, row)?).ok()
}

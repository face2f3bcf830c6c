package dev.underpin.languageserver;

import dev.underpin.dialect.DialectProvider;
import dev.underpin.dialect.Dialects;
import dev.underpin.languageserver.names.SchemaNames;
import dev.underpin.languageserver.text.Cursor;
import dev.underpin.languageserver.text.TextLines;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.yaml.keys.KeyTable.Key;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.write.YamlQuotes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What may be typed at the cursor. */
final class Completer {
  private final Workspace.Place place;
  private final Cursor cursor;
  private final CursorPlace at;
  private final int end;
  private final List<CompletionItem> items = new ArrayList<>();

  private Completer(Workspace.Place place, int offset) {
    this.place = place;
    this.cursor = Cursor.at(place.text().lines(), offset);
    this.at = CursorPlace.of(cursor);
    this.end = offset;
  }

  static List<CompletionItem> items(Workspace.Place place, Position position) {
    TextLines lines = place.text().lines();
    Completer completer = new Completer(place, lines.offset(position));
    completer.complete();
    return completer.items;
  }

  private void complete() {
    if (cursor.prefix().startsWith("#")) return;
    if (cursor.atKey() || at.mayBeKey()) keys();
    if (!cursor.atKey()) values();
  }

  private void keys() {
    switch (at.names()) {
      case KEYS -> {
        for (Key key : at.keys().keys().values())
          if (!cursor.siblings().containsKey(key.word())) key(key);
      }
      case TABLES -> tables();
      case COLUMNS ->
          columns(at.table()).stream()
              .filter(c -> !cursor.siblings().containsKey(c))
              .forEach(c -> item(c, CompletionItemKind.Field, "column", YamlQuotes.key(c) + ": "));
      case FREE -> {}
    }
  }

  private void key(Key key) {
    item(key.word(), CompletionItemKind.Property, key.description(), key.word() + ": ");
  }

  private void values() {
    for (CursorPlace.Values values : at.values()) {
      switch (values) {
        case WORDS -> at.words().forEach(w -> plain(w, CompletionItemKind.EnumMember, ""));
        case TYPES -> types();
        case INDEX_METHODS ->
            provider()
                .map(DialectProvider::indexMethods)
                .orElse(List.of())
                .forEach(m -> plain(m, CompletionItemKind.EnumMember, "access method"));
        case TABLES -> tables();
        case COLUMNS -> columnNames(columns(at.table()));
        case REFERENCE -> reference();
        case REFERENCED_COLUMNS ->
            columnNames(
                table(cursor.siblings().getOrDefault("table", ""))
                    .map(this::columnsOf)
                    .orElse(Set.of()));
      }
    }
  }

  private Optional<DialectProvider> provider() {
    return place.project().engine().map(Dialects::provider);
  }

  private void types() {
    place
        .names()
        .types()
        .forEach(t -> plain(NameParser.of(t, ""), CompletionItemKind.Enum, "type of this schema"));
    Stream<DialectProvider> providers =
        provider()
            .map(Stream::of)
            .orElseGet(() -> Dialects.engineIds().stream().map(Dialects::provider));
    providers
        .flatMap(p -> p.usualTypes().stream())
        .distinct()
        .forEach(t -> plain(t, CompletionItemKind.TypeParameter, ""));
  }

  private void tables() {
    String key = cursor.atKey() ? ": " : "";
    for (QualifiedName name : place.names().tables().keySet()) {
      String written = YamlQuotes.key(NameParser.of(name, ""));
      item(name.toString(), CompletionItemKind.Struct, "table", written + key);
    }
  }

  /** {@code customers(id)}: the table, and inside of the parentheses its columns. */
  private void reference() {
    int open = cursor.prefix().indexOf('(');
    if (open < 0) {
      for (QualifiedName name : place.names().tables().keySet()) {
        String written = NameParser.of(name, "");
        item(written, CompletionItemKind.Struct, "table", YamlQuotes.key(written));
        usualTarget(name)
            .ifPresent(
                column -> {
                  String both = written + "(" + column + ")";
                  item(both, CompletionItemKind.Reference, "key", YamlQuotes.key(both));
                });
      }
      return;
    }
    int from = Math.max(open, cursor.prefix().lastIndexOf(',')) + 1;
    String typed = cursor.prefix().substring(from).stripLeading();
    for (String column : columns(cursor.prefix().substring(0, open))) {
      String written = NameParser.isSimple(column) ? column : NameParser.quote(column);
      add(column, CompletionItemKind.Field, "column", written, end - typed.length());
    }
  }

  /** The column that most references name: {@code id}, where the table has one. */
  private Optional<String> usualTarget(QualifiedName table) {
    return columnsOf(table).stream().filter("id"::equals).findFirst();
  }

  private Optional<QualifiedName> table(String text) {
    String written = text.strip().replace("\"", "").replace("'", "");
    return place.names().tables().keySet().stream()
        .filter(t -> t.toString().equals(written))
        .findFirst();
  }

  private Set<String> columns(String table) {
    return table(table).map(this::columnsOf).orElse(Set.of());
  }

  private Set<String> columnsOf(QualifiedName table) {
    SchemaNames names = place.names();
    return names.tables().getOrDefault(table, Set.of());
  }

  private void columnNames(Collection<String> columns) {
    columns.forEach(c -> item(c, CompletionItemKind.Field, "column", YamlQuotes.key(c)));
  }

  private void plain(String text, CompletionItemKind kind, String detail) {
    item(
        text,
        kind,
        detail,
        YamlQuotes.key(text).equals(text) || isFlag(text) ? text : YamlQuotes.key(text));
  }

  private static boolean isFlag(String text) {
    return text.equals("true") || text.equals("false");
  }

  private void item(String label, CompletionItemKind kind, String detail, String text) {
    add(label, kind, detail, text, cursor.start());
  }

  private void add(String label, CompletionItemKind kind, String detail, String text, int from) {
    CompletionItem item = new CompletionItem(label);
    item.setKind(kind);
    if (!detail.isEmpty()) item.setDetail(detail);
    item.setFilterText(label);
    item.setTextEdit(Either.forLeft(new TextEdit(place.text().lines().range(from, end), text)));
    if (items.stream().noneMatch(i -> i.getLabel().equals(label))) items.add(item);
  }
}

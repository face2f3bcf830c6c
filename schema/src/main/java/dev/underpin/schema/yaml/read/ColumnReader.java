package dev.underpin.schema.yaml.read;

import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.ColumnParser;
import dev.underpin.schema.yaml.sqltext.DefaultParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import dev.underpin.schema.yaml.sqltext.SqlToken;
import dev.underpin.schema.yaml.sqltext.SqlTokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one column in either form, and the hints that stand with it. */
final class ColumnReader {
  /** Words that no engine has in a type, and that mean that more than a type was written. */
  private static final Set<String> NOT_IN_A_TYPE =
      Set.of("not", "null", "default", "collate", "primary", "unique", "references", "check");

  private final String name;
  private Optional<YamlValue> renamedFrom = Optional.empty();
  private Optional<SqlText> backfill = Optional.empty();
  private Optional<SqlText> using = Optional.empty();
  private Optional<String> oldName = Optional.empty();
  private boolean renamedInUse;
  private boolean online;

  ColumnReader(String name) {
    this.name = name;
  }

  Optional<YamlValue> renamedFrom() {
    return renamedFrom;
  }

  /** The name that it had. */
  Optional<String> oldName() {
    return oldName;
  }

  /** True where it has both names for a while. */
  boolean renamedInUse() {
    return renamedInUse;
  }

  Optional<SqlText> backfill() {
    return backfill;
  }

  Optional<SqlText> using() {
    return using;
  }

  /** True where others can read and write the table while its type changes. */
  boolean online() {
    return online;
  }

  Optional<Column> read(YamlValue value) {
    Optional<YamlValue> item = value.chosen(YamlKeys.COLUMN);
    if (item.isEmpty()) {
      value.error(
          "the column has no definition for "
              + String.join(" or ", value.reading().engines().target()),
          "add a line for the engine");
      return Optional.empty();
    }
    if (item.get().isMapping()) return readMapping(item.get());
    if (item.get().isEmpty() || item.get().isNull()) {
      item.get()
          .error("the column has no definition", "write its type, such as  " + name + ": text");
      return Optional.empty();
    }
    return item.get().text().flatMap(text -> readShort(item.get(), text));
  }

  private Optional<Column> readShort(YamlValue item, String text) {
    try {
      return Optional.of(ColumnParser.parse(name, text));
    } catch (SqlTextException e) {
      item.error(e);
      return Optional.empty();
    }
  }

  private Optional<Column> readMapping(YamlValue item) {
    YamlFields fields = item.fields(YamlKeys.COLUMN);
    renamedFrom = fields.get("renamed_from");
    renamedFrom.ifPresent(this::readRename);
    backfill = fields.sql("backfill").map(SqlText::of);
    using = fields.sql("using").map(SqlText::of);
    online = fields.flag("online");
    Optional<String> type = fields.require("type").flatMap(this::readType);
    return Optional.of(
        new Column(
            name,
            type.orElse(""),
            fields.get("nullable").flatMap(YamlValue::flag).orElse(true),
            fields.get("default").flatMap(ColumnReader::readDefault).map(SqlText::of),
            fields.get("identity").flatMap(ColumnReader::readIdentity),
            fields.get("generated").flatMap(ColumnReader::readGenerated),
            fields.text("collation"),
            fields.text("comment"),
            Options.copy(fields.options("options"))));
  }

  private void readRename(YamlValue item) {
    RenameReader rename = RenameReader.read(item);
    oldName = rename.name().flatMap(YamlValue::text);
    renamedInUse = rename.online();
  }

  private Optional<String> readType(YamlValue item) {
    Optional<String> type = item.text();
    if (type.isEmpty()) {
      if (item.isNull())
        item.error("the column has no type", "write \"\" for a column without a type");
      return type;
    }
    try {
      for (SqlToken token : SqlTokenizer.of(type.get())) {
        if (token.kind() == SqlToken.Kind.WORD && NOT_IN_A_TYPE.contains(token.lower())) {
          item.error(
              "\"" + token.text() + "\" is no part of a type",
              """
              in this form there are keys for it: nullable, default, collation … ; or write it all in \
              one line: %s: %s"""
                  .formatted(name, type.get()));
          return type;
        }
      }
    } catch (SqlTextException e) {
      item.error(e);
    }
    return type;
  }

  private static Optional<String> readDefault(YamlValue item) {
    Optional<YamlValue> chosen = item.chosen();
    if (chosen.isEmpty()) return Optional.empty();
    if (chosen.get().isEmpty()) {
      item.error("the default is empty", "write null for none, or \"''\" for an empty text");
      return Optional.empty();
    }
    Optional<String> text = chosen.get().sql();
    try {
      if (text.isPresent() && DefaultParser.bareWord(text.get()).isPresent()) {
        chosen
            .get()
            .error(
                DefaultParser.bareWordMessage(text.get()),
                "as text it is written  default: \"" + DefaultParser.quoted(text.get()) + "\"");
        return Optional.empty();
      }
    } catch (SqlTextException e) {
      chosen.get().error(e);
    }
    return text.filter(t -> !DefaultParser.isNull(t));
  }

  private static Optional<Identity> readIdentity(YamlValue item) {
    Optional<YamlValue> chosen = item.chosen(YamlKeys.IDENTITY);
    if (chosen.isEmpty()) return Optional.empty();
    if (!chosen.get().isMapping()) {
      return chosen
          .get()
          .text()
          .filter(t -> !t.equals("false"))
          .flatMap(t -> kind(chosen.get(), t))
          .map(Identity::of);
    }
    YamlFields fields = chosen.get().fields(YamlKeys.IDENTITY);
    Identity.Kind kind =
        fields
            .get("kind")
            .flatMap(i -> i.text().flatMap(t -> kind(i, t)))
            .orElse(Identity.Kind.BY_DEFAULT);
    Optional<QualifiedName> sequence =
        fields.get("sequence").flatMap(i -> i.text().flatMap(t -> DocumentReader.name(i, t, "")));
    return Optional.of(new Identity(kind, SequenceReader.read(fields).withName(sequence)));
  }

  private static Optional<Identity.Kind> kind(YamlValue item, String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "by default":
        return Optional.of(Identity.Kind.BY_DEFAULT);
      case "always":
        return Optional.of(Identity.Kind.ALWAYS);
      case "serial":
        return Optional.of(Identity.Kind.SERIAL);
      case "autoincrement", "auto_increment":
        return Optional.of(Identity.Kind.AUTOINCREMENT);
      default:
        item.error(
            "\"" + text + "\" is no kind of identity",
            DidYouMean.hint(
                text, List.of("true", "by default", "always", "serial", "autoincrement")));
        return Optional.empty();
    }
  }

  private static Optional<Generated> readGenerated(YamlValue item) {
    Optional<YamlValue> chosen = item.chosen(YamlKeys.GENERATED);
    if (chosen.isEmpty()) return Optional.empty();
    if (!chosen.get().isMapping())
      return chosen.get().sql().map(s -> new Generated(SqlText.of(s), false));
    YamlFields fields = chosen.get().fields(YamlKeys.GENERATED);
    Optional<String> expression = fields.require("expression").flatMap(YamlValue::sql);
    return expression.map(e -> new Generated(SqlText.of(e), fields.flag("stored")));
  }
}

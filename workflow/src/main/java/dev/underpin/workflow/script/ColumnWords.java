package dev.underpin.workflow.script;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/**
 * Reads what follows the name of a column, word by word. A word that is not known is an error, so
 * that nothing of it is lost.
 */
final class ColumnWords {
  /** What a default ends before. */
  private static final Set<String> NEXT =
      Set.of(
          "not",
          "null",
          "primary",
          "unique",
          "check",
          "references",
          "collate",
          "comment",
          "on",
          "generated",
          "auto_increment",
          "constraint",
          "as",
          "virtual",
          "stored");

  private final TableDraft table;
  private final Names names;
  private final List<String> words;
  private int at;
  private Column column;
  private Optional<String> constraint = Optional.empty();

  ColumnWords(TableDraft table, Names names, String name, ColDataType type, List<String> words) {
    this.table = table;
    this.names = names;
    this.words = words;
    this.column = Column.of(name, type(type));
    Optional.ofNullable(type.getCharacterSet())
        .ifPresent(set -> option("character_set", names.of(set)));
  }

  private static String type(ColDataType type) {
    StringBuilder text = new StringBuilder(type.getDataType().replace(" (", "("));
    List<String> arguments = type.getArgumentsStringList();
    if (arguments != null && !arguments.isEmpty())
      text.append('(').append(String.join(", ", arguments)).append(')');
    if (type.getArrayData() != null) text.append("[]".repeat(type.getArrayData().size()));
    return text.toString();
  }

  Column read() throws NotRead {
    while (at < words.size()) {
      String word = next();
      switch (word.toLowerCase(Locale.ROOT)) {
        case "unsigned", "zerofill" -> column = column.withType(column.type() + " " + word);
        case "not" -> {
          expect("null");
          column = column.withNullable(false);
        }
        case "null" -> column = column.withNullable(true);
        case "default" -> column = column.withDefault(defaultValue());
        case "collate" -> column = column.withCollation(Optional.of(names.of(next())));
        case "character" -> {
          expect("set");
          option("character_set", names.of(next()));
        }
        case "charset" -> option("character_set", names.of(next()));
        case "comment" -> column = column.withComment(Optional.of(names.text(next())));
        case "auto_increment" ->
            column = column.withIdentity(Optional.of(Identity.of(Identity.Kind.AUTOINCREMENT)));
        case "constraint" -> constraint = Optional.of(names.of(next()));
        case "primary" -> {
          expect("key");
          table.constraints.add(PrimaryKey.of(taken(), List.of(column.name())));
        }
        case "unique" -> {
          accept("key");
          table.constraints.add(UniqueConstraint.of(taken(), List.of(column.name())));
        }
        case "check" ->
            table.constraints.add(
                CheckConstraint.of(taken(), SqlText.of(names.withoutParentheses(next()))));
        case "references" -> table.constraints.add(reference());
        case "on" -> {
          expect("update");
          option("on_update", call());
        }
        case "generated" -> generated();
        case "as" -> computed();
        default -> throw new NotRead("%s of the column %s".formatted(word, column.name()));
      }
    }
    return column;
  }

  private void option(String key, String value) {
    column = column.withOptions(Options.with(column.options(), key, Optional.of(value)));
  }

  private Optional<String> taken() {
    Optional<String> name = constraint;
    constraint = Optional.empty();
    return name;
  }

  /** {@code DEFAULT NULL} says nothing. */
  private Optional<SqlText> defaultValue() throws NotRead {
    List<String> text = new ArrayList<>();
    do text.add(next());
    while (at < words.size()
        && !NEXT.contains(words.get(at).toLowerCase(Locale.ROOT))
        && !isOnUpdate());
    String value = names.joined(text);
    return value.equalsIgnoreCase("null") ? Optional.empty() : Optional.of(SqlText.of(value));
  }

  private boolean isOnUpdate() {
    return words.get(at).equalsIgnoreCase("on");
  }

  private String call() throws NotRead {
    List<String> text = new ArrayList<>(List.of(next()));
    if (at < words.size() && words.get(at).startsWith("(")) text.add(next());
    return names.joined(text);
  }

  private void generated() throws NotRead {
    boolean always = accept("always");
    if (!always) {
      expect("by");
      expect("default");
    }
    expect("as");
    if (!accept("identity")) {
      computed();
      return;
    }
    if (at < words.size() && words.get(at).startsWith("("))
      throw new NotRead("the options of the identity of the column " + column.name());
    column =
        column
            .withNullable(false)
            .withIdentity(
                Optional.of(Identity.of(always ? Identity.Kind.ALWAYS : Identity.Kind.BY_DEFAULT)));
  }

  private void computed() throws NotRead {
    String expression = names.withoutParentheses(next());
    boolean stored = accept("stored") || accept("persistent");
    if (!stored) accept("virtual");
    column = column.withGenerated(Optional.of(new Generated(SqlText.of(expression), stored)));
  }

  private ForeignKey reference() throws NotRead {
    StringBuilder name = new StringBuilder(next());
    while (accept(".")) name.append('.').append(next());
    QualifiedName target = names.dotted(name.toString());
    List<String> columns =
        at < words.size() && words.get(at).startsWith("(") ? names.list(next()) : List.of();
    ForeignKey key = ForeignKey.of(taken(), List.of(column.name()), target, columns);
    ReferentialAction delete = key.onDelete();
    ReferentialAction update = key.onUpdate();
    while (accept("on")) {
      if (accept("delete")) {
        delete = action();
      } else {
        expect("update");
        update = action();
      }
    }
    return key.withActions(delete, update);
  }

  private ReferentialAction action() throws NotRead {
    if (accept("cascade")) return ReferentialAction.CASCADE;
    if (accept("restrict")) return ReferentialAction.RESTRICT;
    if (accept("no")) {
      expect("action");
      return ReferentialAction.NO_ACTION;
    }
    expect("set");
    if (accept("null")) return ReferentialAction.SET_NULL;
    expect("default");
    return ReferentialAction.SET_DEFAULT;
  }

  private String next() throws NotRead {
    if (at >= words.size()) throw new NotRead("the end of the column " + column.name());
    return words.get(at++);
  }

  private boolean accept(String word) {
    if (at >= words.size() || !words.get(at).equalsIgnoreCase(word)) return false;
    at++;
    return true;
  }

  private void expect(String word) throws NotRead {
    if (!accept(word))
      throw new NotRead(
          "%s of the column %s"
              .formatted(at < words.size() ? words.get(at) : "the end", column.name()));
  }
}

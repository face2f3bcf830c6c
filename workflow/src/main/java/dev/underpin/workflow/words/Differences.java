package dev.underpin.workflow.words;

import dev.underpin.planner.change.Change;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.words.Difference.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Says each change in words. */
public final class Differences {
  private final Words words;
  private final Names names;

  public Differences(Names names) {
    this.names = names;
    this.words = new Words(names);
  }

  /** All of them, in the order of the changes. */
  public List<Difference> of(List<Change> changes) {
    return changes.stream().flatMap(change -> of(change).stream()).toList();
  }

  /** A change in words; one that touches several attributes of a table gives several. */
  public List<Difference> of(Change change) {
    if (change instanceof Change.TableChange table) return ofTable(table);
    if (change instanceof Change.CreateNamespace c) {
      return List.of(
          whole(
              Sign.ADD,
              "schema",
              QualifiedName.of(c.namespace()),
              "",
              "",
              "schemas." + c.namespace()));
    }
    if (change instanceof Change.CreateEnum c) {
      return List.of(
          whole(
              Sign.ADD,
              "enum",
              c.type().name(),
              "",
              words.enumType(c.type()),
              enumPath(c.type().name())));
    }
    if (change instanceof Change.DropEnum c) {
      return List.of(
          whole(
              Sign.DROP,
              "enum",
              c.type().name(),
              words.enumType(c.type()),
              "",
              enumPath(c.type().name())));
    }
    if (change instanceof Change.RenameLabel c) {
      return List.of(
          whole(Sign.RENAME, "label of", c.type(), c.from(), c.to(), enumPath(c.type())));
    }
    if (change instanceof Change.AlterEnum c) {
      return List.of(
          whole(
              Sign.CHANGE,
              "enum",
              c.after().name(),
              words.enumType(c.before()),
              words.enumType(c.after()),
              enumPath(c.after().name())));
    }
    if (change instanceof Change.CreateSequence c) {
      return List.of(
          whole(
              Sign.ADD,
              "sequence",
              c.sequence().name(),
              "",
              words.sequence(c.sequence()),
              "sequences." + names.of(c.sequence().name())));
    }
    if (change instanceof Change.DropSequence c) {
      return List.of(
          whole(Sign.DROP, "sequence", c.sequence().name(), words.sequence(c.sequence()), "", ""));
    }
    if (change instanceof Change.AlterSequence c) {
      return List.of(
          whole(
              Sign.CHANGE,
              "sequence",
              c.after().name(),
              words.sequence(c.before()),
              words.sequence(c.after()),
              "sequences." + names.of(c.after().name())));
    }
    if (change instanceof Change.CreateObject c)
      return List.of(object(Sign.ADD, Optional.empty(), Optional.of(c.object())));
    if (change instanceof Change.DropObject c)
      return List.of(object(Sign.DROP, Optional.of(c.object()), Optional.empty()));
    if (change instanceof Change.ReplaceObject c) {
      return List.of(object(Sign.CHANGE, Optional.of(c.before()), Optional.of(c.after())));
    }
    throw new IllegalStateException(
        "a kind of change that is not said in words: " + change.getClass());
  }

  private List<Difference> ofTable(Change.TableChange change) {
    QualifiedName table = change.table();
    if (change instanceof Change.CreateTable c)
      return List.of(
          whole(Sign.ADD, "table", table, "", contents(c.definition()), tablePath(table)));
    if (change instanceof Change.DropTable c)
      return List.of(
          whole(Sign.DROP, "table", table, contents(c.definition()), "", tablePath(table)));
    if (change instanceof Change.RenameTable c) {
      return List.of(
          new Difference(
              Sign.RENAME,
              "table",
              table,
              "",
              Optional.of(names.of(c.from())),
              Optional.of(names.of(table)),
              Optional.empty(),
              tablePath(table)));
    }
    if (change instanceof Change.AlterTable c) return attributes(c.before(), c.after());
    if (change instanceof Change.AddColumn c)
      return List.of(column(Sign.ADD, table, Optional.empty(), Optional.of(c.column())));
    if (change instanceof Change.DropColumn c)
      return List.of(column(Sign.DROP, table, Optional.of(c.column()), Optional.empty()));
    if (change instanceof Change.RenameColumn c) {
      return List.of(
          new Difference(
              Sign.RENAME,
              "column",
              table,
              c.to(),
              Optional.of(c.from()),
              Optional.of(c.to()),
              Optional.empty(),
              columnPath(table, c.to())));
    }
    if (change instanceof Change.AlterColumn c)
      return List.of(column(Sign.CHANGE, table, Optional.of(c.before()), Optional.of(c.after())));
    if (change instanceof Change.AddConstraint c)
      return List.of(constraint(Sign.ADD, table, Optional.empty(), Optional.of(c.constraint())));
    if (change instanceof Change.DropConstraint c)
      return List.of(constraint(Sign.DROP, table, Optional.of(c.constraint()), Optional.empty()));
    if (change instanceof Change.AlterConstraint c) {
      return List.of(
          constraint(Sign.CHANGE, table, Optional.of(c.before()), Optional.of(c.after())));
    }
    if (change instanceof Change.AddIndex c)
      return List.of(index(Sign.ADD, table, Optional.empty(), Optional.of(c.index())));
    if (change instanceof Change.DropIndex c)
      return List.of(index(Sign.DROP, table, Optional.of(c.index()), Optional.empty()));
    if (change instanceof Change.AlterIndex c)
      return List.of(index(Sign.CHANGE, table, Optional.of(c.before()), Optional.of(c.after())));
    throw new IllegalStateException(
        "a kind of change that is not said in words: " + change.getClass());
  }

  private static String contents(Table table) {
    int columns = table.columns().size();
    return "(" + columns + (columns == 1 ? " column)" : " columns)");
  }

  private List<Difference> attributes(Table before, Table after) {
    List<Difference> differences = new ArrayList<>();
    if (!before.comment().equals(after.comment())) {
      differences.add(
          whole(
              Sign.CHANGE,
              "comment",
              after.name(),
              words.comment(before.comment()),
              words.comment(after.comment()),
              tablePath(after.name())));
    }
    if (!before.options().equals(after.options())) {
      differences.add(
          whole(
              Sign.CHANGE,
              "options",
              after.name(),
              words.options(before.options()),
              words.options(after.options()),
              tablePath(after.name())));
    }
    return differences;
  }

  private Difference column(
      Sign sign, QualifiedName table, Optional<Column> before, Optional<Column> after) {
    String name = after.or(() -> before).map(Column::name).orElse("");
    Optional<String> detail =
        before.isPresent() && after.isPresent()
            ? Optional.of(ColumnDetail.of(before.get(), after.get()))
            : Optional.empty();
    return new Difference(
        sign,
        "column",
        table,
        name,
        before.map(words::column),
        after.map(words::column),
        detail,
        columnPath(table, name));
  }

  private Difference constraint(
      Sign sign, QualifiedName table, Optional<Constraint> before, Optional<Constraint> after) {
    Constraint one = after.or(() -> before).orElseThrow();
    String name = words.name(one);
    Optional<String> detail = Optional.empty();
    if (before.isPresent()
        && after.isPresent()
        && words.constraint(before.get()).equals(words.constraint(after.get()))) {
      detail = Optional.of("named " + words.name(before.get()) + " → " + words.name(after.get()));
    }
    return new Difference(
        sign,
        words.kind(one),
        table,
        name,
        before.map(words::constraint),
        after.map(words::constraint),
        detail,
        constraintPath(table, one));
  }

  private Difference index(
      Sign sign, QualifiedName table, Optional<Index> before, Optional<Index> after) {
    String name = after.or(() -> before).map(Index::name).orElse("");
    return new Difference(
        sign,
        "index",
        table,
        name,
        before.map(words::index),
        after.map(words::index),
        Optional.empty(),
        tablePath(table) + ".indexes." + name);
  }

  private Difference object(
      Sign sign, Optional<SchemaObject> before, Optional<SchemaObject> after) {
    SchemaObject one = after.or(() -> before).orElseThrow();
    QualifiedName group = one.table().orElse(one.name());
    String name = one.table().isPresent() ? one.name().name() : "";
    return new Difference(
        sign,
        one.kind().words(),
        group,
        name,
        before.map(words::object),
        after.map(words::object),
        Optional.empty(),
        "");
  }

  private static Difference whole(
      Sign sign, String kind, QualifiedName group, String before, String after, String path) {
    return new Difference(
        sign, kind, group, "", present(before), present(after), Optional.empty(), path);
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private String tablePath(QualifiedName table) {
    return "tables." + names.of(table);
  }

  private String columnPath(QualifiedName table, String column) {
    return tablePath(table) + ".columns." + column;
  }

  private String enumPath(QualifiedName type) {
    return "enums." + names.of(type);
  }

  private String constraintPath(QualifiedName table, Constraint constraint) {
    String section =
        switch (words.kind(constraint)) {
          case "primary key" -> ".primary_key";
          case "unique" -> ".unique";
          case "foreign key" -> ".foreign_keys";
          case "check" -> ".checks";
          default -> ".exclusions";
        };
    String name = Objects.requireNonNullElse(words.name(constraint), "");
    return tablePath(table)
        + section
        + (name.isEmpty() || section.equals(".primary_key") ? "" : "." + name);
  }
}

package dev.underpin.workflow.report;

import dev.underpin.planner.change.Change;
import dev.underpin.planner.change.ChangeVisitor;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import dev.underpin.workflow.report.ChangeLine.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says each change in words. */
public final class ChangeLines implements ChangeVisitor<List<ChangeLine>> {
  private final SchemaPhrases words;
  private final DisplayNames names;

  public ChangeLines(DisplayNames names) {
    this.names = names;
    this.words = new SchemaPhrases(names);
  }

  /** All of them, in the order of the changes. */
  public List<ChangeLine> of(List<Change> changes) {
    return changes.stream().flatMap(change -> of(change).stream()).toList();
  }

  /** A change in words; one that touches several attributes of a table gives several. */
  public List<ChangeLine> of(Change change) {
    return change.accept(this);
  }

  @Override
  public List<ChangeLine> createNamespace(Change.CreateNamespace change) {
    return List.of(namespace(Sign.ADD, change.namespace(), change));
  }

  @Override
  public List<ChangeLine> dropNamespace(Change.DropNamespace change) {
    return List.of(namespace(Sign.DROP, change.namespace(), change));
  }

  @Override
  public List<ChangeLine> createEnum(Change.CreateEnum change) {
    return List.of(
        whole(Sign.ADD, "enum", change.type().name(), "", words.enumType(change.type()), change));
  }

  @Override
  public List<ChangeLine> dropEnum(Change.DropEnum change) {
    return List.of(
        whole(Sign.DROP, "enum", change.type().name(), words.enumType(change.type()), "", change));
  }

  @Override
  public List<ChangeLine> renameLabel(Change.RenameLabel change) {
    return List.of(
        whole(Sign.RENAME, "label of", change.type(), change.from(), change.to(), change));
  }

  @Override
  public List<ChangeLine> alterEnum(Change.AlterEnum change) {
    return List.of(
        whole(
            Sign.CHANGE,
            "enum",
            change.after().name(),
            words.enumType(change.before()),
            words.enumType(change.after()),
            change));
  }

  @Override
  public List<ChangeLine> createSequence(Change.CreateSequence change) {
    return List.of(
        whole(
            Sign.ADD,
            "sequence",
            change.sequence().name(),
            "",
            words.sequence(change.sequence()),
            change));
  }

  @Override
  public List<ChangeLine> dropSequence(Change.DropSequence change) {
    return List.of(
        whole(
            Sign.DROP,
            "sequence",
            change.sequence().name(),
            words.sequence(change.sequence()),
            "",
            change));
  }

  @Override
  public List<ChangeLine> alterSequence(Change.AlterSequence change) {
    return List.of(
        whole(
            Sign.CHANGE,
            "sequence",
            change.after().name(),
            words.sequence(change.before()),
            words.sequence(change.after()),
            change));
  }

  @Override
  public List<ChangeLine> createObject(Change.CreateObject change) {
    return List.of(object(Sign.ADD, Optional.empty(), Optional.of(change.object()), change));
  }

  @Override
  public List<ChangeLine> dropObject(Change.DropObject change) {
    return List.of(object(Sign.DROP, Optional.of(change.object()), Optional.empty(), change));
  }

  @Override
  public List<ChangeLine> replaceObject(Change.ReplaceObject change) {
    return List.of(
        object(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change));
  }

  @Override
  public List<ChangeLine> createTable(Change.CreateTable change) {
    return List.of(
        whole(Sign.ADD, "table", change.table(), "", contents(change.definition()), change));
  }

  @Override
  public List<ChangeLine> dropTable(Change.DropTable change) {
    return List.of(
        whole(Sign.DROP, "table", change.table(), contents(change.definition()), "", change));
  }

  @Override
  public List<ChangeLine> renameTable(Change.RenameTable change) {
    return List.of(
        whole(
            Sign.RENAME,
            "table",
            change.table(),
            names.of(change.from()),
            names.of(change.table()),
            change));
  }

  @Override
  public List<ChangeLine> alterTable(Change.AlterTable change) {
    QualifiedName table = change.table();
    Table before = change.before();
    Table after = change.after();
    List<ChangeLine> differences = new ArrayList<>();
    if (!before.comment().equals(after.comment())) {
      differences.add(
          whole(
              Sign.CHANGE,
              "comment",
              table,
              words.comment(before.comment()),
              words.comment(after.comment()),
              change));
    }
    if (!before.options().equals(after.options())) {
      differences.add(
          whole(
              Sign.CHANGE,
              "options",
              table,
              words.options(before.options()),
              words.options(after.options()),
              change));
    }
    return differences;
  }

  @Override
  public List<ChangeLine> replaceTable(Change.ReplaceTable change) {
    return List.of(
        whole(
            Sign.CHANGE,
            "table",
            change.table(),
            contents(change.before()),
            contents(change.after()),
            change));
  }

  @Override
  public List<ChangeLine> addColumn(Change.AddColumn change) {
    return List.of(column(Sign.ADD, Optional.empty(), Optional.of(change.column()), change));
  }

  @Override
  public List<ChangeLine> dropColumn(Change.DropColumn change) {
    return List.of(column(Sign.DROP, Optional.of(change.column()), Optional.empty(), change));
  }

  @Override
  public List<ChangeLine> renameColumn(Change.RenameColumn change) {
    return List.of(
        new ChangeLine(
            Sign.RENAME,
            "column",
            change.table(),
            change.to(),
            Optional.of(change.from()),
            Optional.of(change.to()),
            Optional.empty(),
            change));
  }

  @Override
  public List<ChangeLine> alterColumn(Change.AlterColumn change) {
    return List.of(
        column(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change));
  }

  @Override
  public List<ChangeLine> addConstraint(Change.AddConstraint change) {
    return List.of(
        constraint(Sign.ADD, Optional.empty(), Optional.of(change.constraint()), change));
  }

  @Override
  public List<ChangeLine> dropConstraint(Change.DropConstraint change) {
    return List.of(
        constraint(Sign.DROP, Optional.of(change.constraint()), Optional.empty(), change));
  }

  @Override
  public List<ChangeLine> alterConstraint(Change.AlterConstraint change) {
    return List.of(
        constraint(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change));
  }

  @Override
  public List<ChangeLine> addIndex(Change.AddIndex change) {
    return List.of(index(Sign.ADD, Optional.empty(), Optional.of(change.index()), change));
  }

  @Override
  public List<ChangeLine> dropIndex(Change.DropIndex change) {
    return List.of(index(Sign.DROP, Optional.of(change.index()), Optional.empty(), change));
  }

  @Override
  public List<ChangeLine> alterIndex(Change.AlterIndex change) {
    return List.of(
        index(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change));
  }

  private static String contents(Table table) {
    int columns = table.columns().size();
    return "(" + columns + (columns == 1 ? " column)" : " columns)");
  }

  private static ChangeLine namespace(Sign sign, String namespace, Change change) {
    return whole(sign, "schema", QualifiedName.of(namespace), "", "", change);
  }

  private ChangeLine column(
      Sign sign, Optional<Column> before, Optional<Column> after, Change.TableChange change) {
    String name = after.or(() -> before).map(Column::name).orElse("");
    Optional<String> detail =
        before.isPresent() && after.isPresent()
            ? Optional.of(ColumnDetail.of(before.get(), after.get()))
            : Optional.empty();
    return new ChangeLine(
        sign,
        "column",
        change.table(),
        name,
        before.map(words::column),
        after.map(words::column),
        detail,
        change);
  }

  private ChangeLine constraint(
      Sign sign,
      Optional<Constraint> before,
      Optional<Constraint> after,
      Change.TableChange change) {
    Constraint one = after.or(() -> before).orElseThrow();
    Optional<String> detail = Optional.empty();
    if (before.isPresent()
        && after.isPresent()
        && words.constraint(before.get()).equals(words.constraint(after.get()))) {
      detail = Optional.of("named " + words.name(before.get()) + " → " + words.name(after.get()));
    }
    return new ChangeLine(
        sign,
        words.kind(one),
        change.table(),
        words.name(one),
        before.map(words::constraint),
        after.map(words::constraint),
        detail,
        change);
  }

  private ChangeLine index(
      Sign sign, Optional<Index> before, Optional<Index> after, Change.TableChange change) {
    return new ChangeLine(
        sign,
        "index",
        change.table(),
        after.or(() -> before).map(Index::name).orElse(""),
        before.map(words::index),
        after.map(words::index),
        Optional.empty(),
        change);
  }

  private ChangeLine object(
      Sign sign, Optional<SchemaObject> before, Optional<SchemaObject> after, Change change) {
    SchemaObject one = after.or(() -> before).orElseThrow();
    QualifiedName group = one.table().orElse(one.name());
    String name = one.table().isPresent() ? one.name().name() : "";
    return new ChangeLine(
        sign,
        one.kind().words(),
        group,
        name,
        before.map(words::object),
        after.map(words::object),
        Optional.empty(),
        change);
  }

  private static ChangeLine whole(
      Sign sign, String kind, QualifiedName group, String before, String after, Change change) {
    return new ChangeLine(
        sign, kind, group, "", present(before), present(after), Optional.empty(), change);
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

package dev.underpin.workflow.report;

import dev.underpin.planner.Plan;
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
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Says each change in words. */
public final class ChangeLines implements ChangeVisitor<List<ChangeLine>> {
  private final SchemaPhrases words;
  private final DisplayNames names;

  public ChangeLines(DisplayNames names) {
    this.names = names;
    this.words = new SchemaPhrases(names);
  }

  /** What a plan changes: the schema, then the rows of tables. */
  public List<ChangeLine> of(Plan plan) {
    return Stream.concat(of(plan.changes()).stream(), plan.rows().stream().map(SeedLines::of))
        .toList();
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
    return added("schema", QualifiedName.of(change.namespace()), "", change);
  }

  @Override
  public List<ChangeLine> dropNamespace(Change.DropNamespace change) {
    return dropped("schema", QualifiedName.of(change.namespace()), "", change);
  }

  @Override
  public List<ChangeLine> alterNamespace(Change.AlterNamespace change) {
    return changed(
        "comment of schema",
        QualifiedName.of(change.namespace()),
        change.before().orElse(""),
        change.after().orElse(""),
        change);
  }

  @Override
  public List<ChangeLine> createEnum(Change.CreateEnum change) {
    return added("enum", change.type().name(), words.enumType(change.type()), change);
  }

  @Override
  public List<ChangeLine> dropEnum(Change.DropEnum change) {
    return dropped("enum", change.type().name(), words.enumType(change.type()), change);
  }

  @Override
  public List<ChangeLine> renameLabel(Change.RenameLabel change) {
    return List.of(
        whole(Sign.RENAME, "label of", change.type(), change.from(), change.to(), change));
  }

  @Override
  public List<ChangeLine> alterEnum(Change.AlterEnum change) {
    String before = words.enumType(change.before());
    return changed("enum", change.after().name(), before, words.enumType(change.after()), change);
  }

  @Override
  public List<ChangeLine> createSequence(Change.CreateSequence change) {
    return added("sequence", change.sequence().name(), words.sequence(change.sequence()), change);
  }

  @Override
  public List<ChangeLine> dropSequence(Change.DropSequence change) {
    String before = words.sequence(change.sequence());
    return dropped("sequence", change.sequence().name(), before, change);
  }

  @Override
  public List<ChangeLine> alterSequence(Change.AlterSequence change) {
    String before = words.sequence(change.before());
    return changed(
        "sequence", change.after().name(), before, words.sequence(change.after()), change);
  }

  @Override
  public List<ChangeLine> createObject(Change.CreateObject change) {
    return object(Sign.ADD, Optional.empty(), Optional.of(change.object()), change);
  }

  @Override
  public List<ChangeLine> dropObject(Change.DropObject change) {
    return object(Sign.DROP, Optional.of(change.object()), Optional.empty(), change);
  }

  @Override
  public List<ChangeLine> changeAccess(Change.ChangeAccess change) {
    return AccessLines.of(change);
  }

  @Override
  public List<ChangeLine> replaceObject(Change.ReplaceObject change) {
    return object(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change);
  }

  @Override
  public List<ChangeLine> createTable(Change.CreateTable change) {
    return added("table", change.table(), contents(change.definition()), change);
  }

  @Override
  public List<ChangeLine> dropTable(Change.DropTable change) {
    return dropped("table", change.table(), contents(change.definition()), change);
  }

  @Override
  public List<ChangeLine> renameTable(Change.RenameTable change) {
    String before = names.of(change.from());
    return List.of(
        whole(Sign.RENAME, "table", change.table(), before, names.of(change.table()), change));
  }

  @Override
  public List<ChangeLine> alterTable(Change.AlterTable change) {
    List<ChangeLine> differences = new ArrayList<>();
    Table before = change.before();
    Table after = change.after();
    if (!before.comment().equals(after.comment())) {
      String comment = words.comment(before.comment());
      differences.addAll(
          changed("comment", change.table(), comment, words.comment(after.comment()), change));
    }
    if (!before.options().equals(after.options())) {
      String options = words.options(before.options());
      differences.addAll(
          changed("options", change.table(), options, words.options(after.options()), change));
    }
    return differences;
  }

  @Override
  public List<ChangeLine> replaceTable(Change.ReplaceTable change) {
    String before = tie(change.before());
    return changed("table", change.table(), before, tie(change.after()), change);
  }

  private String tie(Table table) {
    return table
        .partition()
        .map(p -> "partition of " + names.of(p.of()))
        .orElse("table of its own");
  }

  @Override
  public List<ChangeLine> addColumn(Change.AddColumn change) {
    return column(Sign.ADD, Optional.empty(), Optional.of(change.column()), change);
  }

  @Override
  public List<ChangeLine> dropColumn(Change.DropColumn change) {
    return column(Sign.DROP, Optional.of(change.column()), Optional.empty(), change);
  }

  @Override
  public List<ChangeLine> renameColumn(Change.RenameColumn change) {
    Sides names = new Sides(Optional.of(change.from()), Optional.of(change.to()));
    return part(Sign.RENAME, "column", change.to(), names, Optional.empty(), change);
  }

  @Override
  public List<ChangeLine> alterColumn(Change.AlterColumn change) {
    return column(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change);
  }

  @Override
  public List<ChangeLine> addConstraint(Change.AddConstraint change) {
    return constraint(Sign.ADD, Optional.empty(), Optional.of(change.constraint()), change);
  }

  @Override
  public List<ChangeLine> dropConstraint(Change.DropConstraint change) {
    return constraint(Sign.DROP, Optional.of(change.constraint()), Optional.empty(), change);
  }

  @Override
  public List<ChangeLine> alterConstraint(Change.AlterConstraint change) {
    return constraint(
        Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change);
  }

  @Override
  public List<ChangeLine> addIndex(Change.AddIndex change) {
    return index(Sign.ADD, Optional.empty(), Optional.of(change.index()), change);
  }

  @Override
  public List<ChangeLine> dropIndex(Change.DropIndex change) {
    return index(Sign.DROP, Optional.of(change.index()), Optional.empty(), change);
  }

  @Override
  public List<ChangeLine> alterIndex(Change.AlterIndex change) {
    return index(Sign.CHANGE, Optional.of(change.before()), Optional.of(change.after()), change);
  }

  private static String contents(Table table) {
    int columns = table.columns().size();
    return "(" + columns + (columns == 1 ? " column)" : " columns)");
  }

  private List<ChangeLine> column(
      Sign sign, Optional<Column> before, Optional<Column> after, Change.TableChange change) {
    String name = after.or(() -> before).map(Column::name).orElse("");
    Optional<String> detail = before.flatMap(b -> after.map(a -> ColumnDetail.of(b, a)));
    Sides sides = sides(before, after, SchemaPhrases::column);
    return part(sign, "column", name, sides, detail, change);
  }

  private List<ChangeLine> constraint(
      Sign sign,
      Optional<Constraint> before,
      Optional<Constraint> after,
      Change.TableChange change) {
    Constraint one = after.or(() -> before).orElseThrow();
    Sides sides = sides(before, after, SchemaPhrases::constraint);
    Optional<String> detail =
        sides.areAlike()
            ? before.map(b -> "named " + words.name(b) + " → " + words.name(one))
            : Optional.empty();
    return part(sign, words.kind(one), words.name(one), sides, detail, change);
  }

  private List<ChangeLine> index(
      Sign sign, Optional<Index> before, Optional<Index> after, Change.TableChange change) {
    String name = after.or(() -> before).map(Index::name).orElse("");
    Sides sides = sides(before, after, SchemaPhrases::index);
    return part(sign, "index", name, sides, Optional.empty(), change);
  }

  /** An object before and after, in words. */
  private record Sides(Optional<String> before, Optional<String> after) {
    boolean areAlike() {
      return before.equals(after);
    }
  }

  /** What is written alike is shown in its canonical form, by which it differs. */
  private <T> Sides sides(
      Optional<T> before, Optional<T> after, BiFunction<SchemaPhrases, T, String> phrase) {
    Sides written =
        new Sides(before.map(b -> phrase.apply(words, b)), after.map(a -> phrase.apply(words, a)));
    if (!written.areAlike()) return written;
    SchemaPhrases exact = words.canonical();
    return new Sides(
        before.map(b -> phrase.apply(exact, b)), after.map(a -> phrase.apply(exact, a)));
  }

  private static List<ChangeLine> part(
      Sign sign,
      String kind,
      String name,
      Sides sides,
      Optional<String> detail,
      Change.TableChange change) {
    return List.of(
        new ChangeLine(
            sign,
            kind,
            change.table(),
            name,
            sides.before(),
            sides.after(),
            detail,
            change.target()));
  }

  private List<ChangeLine> object(
      Sign sign, Optional<SchemaObject> before, Optional<SchemaObject> after, Change change) {
    SchemaObject one = after.or(() -> before).orElseThrow();
    Sides sides = sides(before, after, SchemaPhrases::object);
    return List.of(
        new ChangeLine(
            sign,
            one.kind().words(),
            one.table().orElse(one.name()),
            one.table().isPresent() ? one.name().name() : "",
            sides.before(),
            sides.after(),
            before.flatMap(b -> after.map(a -> detail(b, a, sides))),
            change.target()));
  }

  /** The part of a long text that differs, or what differs beside the text. */
  private String detail(SchemaObject before, SchemaObject after, Sides sides) {
    if (!sides.areAlike())
      return TextDifference.of(sides.before().orElse(""), sides.after().orElse(""));
    if (!before.options().equals(after.options()))
      return "options " + words.options(before.options()) + " → " + words.options(after.options());
    return "what it depends on";
  }

  private static List<ChangeLine> added(
      String kind, QualifiedName name, String text, Change change) {
    return List.of(whole(Sign.ADD, kind, name, "", text, change));
  }

  private static List<ChangeLine> dropped(
      String kind, QualifiedName name, String text, Change change) {
    return List.of(whole(Sign.DROP, kind, name, text, "", change));
  }

  private static List<ChangeLine> changed(
      String kind, QualifiedName name, String before, String after, Change change) {
    return List.of(whole(Sign.CHANGE, kind, name, before, after, change));
  }

  private static ChangeLine whole(
      Sign sign, String kind, QualifiedName group, String before, String after, Change change) {
    return new ChangeLine(
        sign, kind, group, "", present(before), present(after), Optional.empty(), change.target());
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}

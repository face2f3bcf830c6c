package dev.underpin.introspect.postgresql.scratch;

import dev.underpin.dialect.postgresql.PostgresDialect;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what the server would reject anywhere from what it rejects because the scratch place lacks
 * something: an extension that the plan creates, a table or type that is copied under another
 * identity, a right, time.
 */
final class Rejections {
  /**
   * What is said of a text whatever else there is. The classes are those of the appendix "Error
   * Codes": not supported, values that cannot be read, syntax and rules.
   */
  private static final Set<String> ALWAYS =
      Set.of(
          "0A000", "22003", "22007", "22008", "22023", "22026", "22P02", "2200H", "42601", "42602",
          "42611", "42702", "42703", "42725", "42803", "42809", "42939", "42P10", "42P16", "42P17",
          "42P18", "42P19", "42P20", "42P21", "42P22", "428C9");

  /** Something that a text names was not found, or is not of the type that the text needs. */
  private static final Set<String> OF_NAMES =
      Set.of("3F000", "42704", "42804", "42846", "42883", "42P01");

  /** What is said of the text of a view, routine or trigger, where all that it names is there. */
  private static final Set<String> OF_OBJECTS =
      Set.of(
          "22P02", "3F000", "42601", "42702", "42703", "42704", "42725", "42803", "42804", "42846",
          "42883", "42P01", "42P10", "42P20");

  private static final Pattern MORE = Pattern.compile("(?m)^ *(?:Detail|Hint): (.*)$");

  private final boolean elsewhere;

  /** The names of what is not where the texts are tried, or is there beside its copy. */
  private final Set<String> differing = new HashSet<>();

  private Rejections(Schema desired, Schema there, boolean elsewhere) {
    this.elsewhere = elsewhere || hasNewExtension(desired, there);
    add(desired.sequences(), there.sequences());
    desired.namespaces().stream()
        .filter(n -> !there.namespaces().contains(n))
        .forEach(differing::add);
    // A new type is copied with all that names it; of one that changes, the real one stays beside.
    there.enums().values().stream()
        .filter(e -> !e.equals(desired.enums().get(e.name())))
        .forEach(e -> differing.add(e.name().name()));
  }

  /**
   * For the parts of tables.
   *
   * @param there what is where the texts are tried
   * @param elsewhere true where that is another server than the one that is planned for
   */
  static Rejections ofTables(
      Schema desired, Schema there, boolean elsewhere, PostgresDialect dialect) {
    Rejections rejections = new Rejections(desired, there, elsewhere);
    rejections.add(desired.tables(), there.tables());
    for (Table table : desired.tables().values())
      if (!table.equals(there.tables().get(table.name()))) rejections.addSequences(table, dialect);
    for (SchemaObject object : desired.objects().values()) {
      SchemaObject other = there.objects().get(object.key());
      // A text names the copy of a function; of a type that changes, the real one is there too.
      boolean named = other == null || object.kind() == Kind.FUNCTION;
      boolean copied = ScratchObjects.isCopied(object.kind()) && named;
      if (!copied && !object.equals(other)) rejections.uncertain(object);
    }
    rejections.addBodies(desired, there);
    return rejections;
  }

  /** The body of a routine that is copied does not name the copies of others. */
  private void addBodies(Schema desired, Schema there) {
    Set<String> copied = new HashSet<>();
    List<SchemaObject> routines = new ArrayList<>();
    for (SchemaObject object : desired.objects().values()) {
      if (there.objects().containsKey(object.key())) continue;
      copied.add(ScratchNames.plain(object.kind(), object.name()).name());
      if (object.kind().isRoutine()) routines.add(object);
    }
    for (SchemaObject routine : routines) {
      Set<String> words = TableWords.withStrings(routine.create().written());
      words.removeAll(TableWords.of(routine.create().written()));
      if (words.stream().anyMatch(copied::contains)) uncertain(routine);
    }
  }

  /** For views, routines and the like, which are tried on copies of all that they name. */
  static Rejections ofObjects(Schema desired, Schema there, boolean elsewhere) {
    Rejections rejections = new Rejections(desired, there, elsewhere);
    for (SchemaObject object : desired.objects().values()) {
      SchemaObject other = there.objects().get(object.key());
      boolean isType = object.kind().isType() || object.kind() == Kind.COLLATION;
      if (isType && other != null && !object.equals(other)) rejections.uncertain(object);
    }
    return rejections;
  }

  private static boolean hasNewExtension(Schema desired, Schema there) {
    return desired.objects().values().stream()
        .filter(o -> o.kind() == Kind.EXTENSION)
        .anyMatch(o -> !there.objects().containsKey(o.key()));
  }

  private void add(Map<QualifiedName, ?> desired, Map<QualifiedName, ?> there) {
    desired.forEach(
        (name, value) -> {
          if (!Objects.equals(there.get(name), value)) differing.add(name.name());
        });
  }

  /**
   * The sequences of its columns come with the table; a default may take numbers from another's.
   */
  private void addSequences(Table table, PostgresDialect dialect) {
    for (Column column : table.columns())
      dialect.ddl("").sequence(table.name(), column).ifPresent(s -> differing.add(s.name()));
  }

  /** Something is not where the texts are tried as it is to be. */
  void uncertain(SchemaObject object) {
    uncertain(object.name());
  }

  void uncertain(QualifiedName name) {
    differing.add(ScratchNames.plain(name).name());
  }

  /**
   * @param words what the text may name
   */
  boolean isCertain(SQLException e, Set<String> words) {
    String state = String.valueOf(e.getSQLState());
    if (ALWAYS.contains(state)) return true;
    return OF_NAMES.contains(state) && !elsewhere && words.stream().noneMatch(differing::contains);
  }

  /** The same for an object. A function may take rows of a table, of which there is a copy. */
  boolean isCertain(SQLException e, SchemaObject object, Set<String> copiedTables) {
    String state = String.valueOf(e.getSQLState());
    Set<String> words = TableWords.withStrings(object.create().written());
    words.remove(ScratchNames.plain(object.kind(), object.name()).name());
    boolean takesRows =
        Set.of("42804", "42846", "42883").contains(state)
            && object.kind() != Kind.TRIGGER
            && words.stream().anyMatch(copiedTables::contains);
    return OF_OBJECTS.contains(state)
        && !elsewhere
        && !takesRows
        && words.stream().noneMatch(differing::contains);
  }

  /** True for what is said of a text whatever else there is. */
  static boolean isOfTheText(SQLException e) {
    return ALWAYS.contains(String.valueOf(e.getSQLState()));
  }

  /** What the server says, in one line. */
  static String words(SQLException e) {
    StringBuilder words = new StringBuilder(message(e));
    Matcher more = MORE.matcher(String.valueOf(e.getMessage()));
    while (more.find()) words.append(". ").append(more.group(1).replaceFirst("\\.$", ""));
    return words.toString();
  }

  /** The first of it, without the noise around it. */
  static String message(SQLException e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse("")
        .replaceFirst("^ERROR: ", "")
        .replace("pg_temp.", "")
        .strip();
  }
}

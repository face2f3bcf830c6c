package dev.underpin.workflow.script;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.lint.sql.ScriptFile;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.Hints;
import dev.underpin.schema.declared.Origins;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads statements that create tables, where there is no server that could run them. Tables with
 * their columns, keys, checks and indexes are read by JSqlParser, sequences and enums by the
 * engine's lexer. What is not understood is reported, and never left out silently.
 */
public final class ScriptReader {
  /** Statements that change no schema. */
  private static final Set<String> WITHOUT_SCHEMA =
      Set.of(
          "set", "use", "lock", "unlock", "begin", "commit", "start", "analyze", "insert", "update",
          "delete", "replace", "copy", "merge", "load");

  private static final Set<String> SESSION = Set.of("set_config", "setval");

  private final Dialect dialect;
  private final Names names;
  private final Map<QualifiedName, TableDraft> tables = new LinkedHashMap<>();
  private final TreeMap<QualifiedName, EnumType> enums = new TreeMap<>();
  private final TreeMap<QualifiedName, Sequence> sequences = new TreeMap<>();
  private final Map<QualifiedName, List<String>> owners = new TreeMap<>();
  private int accessStatements;

  /**
   * What is not understood.
   *
   * @param why what of it
   */
  public record Unread(Location place, String statement, String why) {
    @Override
    public String toString() {
      return "%s: %s (%s)".formatted(place, statement, why);
    }
  }

  /**
   * What was read.
   *
   * @param access how many statements say an owner or a grant, which a schema leaves out
   */
  public record Result(Catalog catalog, List<Unread> unread, int access) {
    public Result {
      unread = List.copyOf(unread);
    }
  }

  private ScriptReader(Dialect dialect) {
    this.dialect = dialect;
    this.names = new Names(dialect);
  }

  /** Read statements in their order. */
  public static Result read(List<ScriptFile.Part> statements, Dialect dialect) {
    ScriptReader reader = new ScriptReader(dialect);
    List<Unread> unread = new ArrayList<>();
    for (ScriptFile.Part part : statements) {
      try {
        reader.read(part.text());
      } catch (NotRead e) {
        String first = part.text().lines().findFirst().orElse("");
        unread.add(new Unread(part.place(), first, "not understood: " + e.getMessage()));
      }
    }
    return new Result(reader.catalog(), unread, reader.accessStatements);
  }

  private void read(String statement) throws NotRead {
    List<String> tokens = dialect.tokens(statement);
    List<String> words = tokens.stream().map(t -> t.toLowerCase(Locale.ROOT)).toList();
    if (words.isEmpty() || WITHOUT_SCHEMA.contains(words.get(0)) || isSession(words)) return;
    if (isAccess(words)) {
      accessStatements++;
    } else if (begins(words, "create", "sequence")) {
      sequence(tokens, words);
    } else if (begins(words, "alter", "sequence")) {
      owner(tokens, words);
    } else if (begins(words, "create", "type")) {
      enumType(tokens, words);
    } else if (begins(words, "alter", "table") && words.contains("identity")) {
      identity(tokens, words);
    } else {
      new TableStatements(names, tables).read(statement, tokens);
    }
  }

  private static boolean begins(List<String> words, String... first) {
    return words.size() >= first.length && words.subList(0, first.length).equals(List.of(first));
  }

  /** What only the session has, and what keeps a dump from failing where it runs again. */
  private static boolean isSession(List<String> words) {
    if (words.get(0).equals("select")) return words.stream().anyMatch(SESSION::contains);
    if (words.get(0).equals("drop")) return words.contains("exists");
    return begins(words, "alter", "table") && words.get(words.size() - 1).equals("keys");
  }

  private static boolean isAccess(List<String> words) {
    return words.get(0).equals("grant")
        || words.get(0).equals("revoke")
        || begins(words, "alter", "default", "privileges")
        || words.get(0).equals("alter")
            && words.size() > 3
            && words.get(words.size() - 3).equals("owner")
            && words.get(words.size() - 2).equals("to");
  }

  /** The name that begins at a token, and the token behind it. */
  private record Named(QualifiedName name, int next) {}

  private Named named(List<String> tokens, int at) throws NotRead {
    if (at >= tokens.size()) throw new NotRead("a name is missing");
    if (at + 2 < tokens.size() && tokens.get(at + 1).equals("."))
      return new Named(
          new QualifiedName(names.of(tokens.get(at)), names.of(tokens.get(at + 2))), at + 3);
    return new Named(QualifiedName.of(names.of(tokens.get(at))), at + 1);
  }

  private static int behindIfNotExists(List<String> words, int at) {
    boolean said =
        words.size() > at + 2 && words.subList(at, at + 3).equals(List.of("if", "not", "exists"));
    return said ? at + 3 : at;
  }

  private void sequence(List<String> tokens, List<String> words) throws NotRead {
    Named named = named(tokens, behindIfNotExists(words, 2));
    sequences.put(
        named.name(),
        new Sequence(
            named.name(), new SequenceWords(words, named.next()).options(false), Optional.empty()));
  }

  private void owner(List<String> tokens, List<String> words) throws NotRead {
    Named named = named(tokens, 2);
    int at = named.next();
    if (!begins(words.subList(at, words.size()), "owned", "by"))
      throw new NotRead(String.join(" ", tokens.subList(at, tokens.size())));
    owners.put(
        named.name(),
        tokens.subList(at + 2, tokens.size()).stream()
            .filter(t -> !t.equals("."))
            .map(names::of)
            .toList());
  }

  private void enumType(List<String> tokens, List<String> words) throws NotRead {
    Named named = named(tokens, 2);
    if (!begins(words.subList(named.next(), words.size()), "as", "enum", "("))
      throw new NotRead("a type that is no enum");
    List<String> labels =
        tokens.subList(named.next() + 3, tokens.size() - 1).stream()
            .filter(t -> !t.equals(","))
            .map(names::text)
            .toList();
    enums.put(named.name(), new EnumType(named.name(), labels, Optional.empty()));
  }

  /** {@code ALTER TABLE t ALTER COLUMN c ADD GENERATED … AS IDENTITY (…)}. */
  private void identity(List<String> tokens, List<String> words) throws NotRead {
    Named named = named(tokens, words.get(2).equals("only") ? 3 : 2);
    int at = named.next();
    TableDraft table = tables.get(named.name());
    if (table == null || !words.get(at).equals("alter")) throw new NotRead("an identity");
    if (words.get(at + 1).equals("column")) at++;
    String column = names.of(tokens.get(at + 1));
    List<String> rest = words.subList(at + 2, words.size());
    boolean always = begins(rest, "add", "generated", "always", "as", "identity");
    if (!always && !begins(rest, "add", "generated", "by", "default", "as", "identity"))
      throw new NotRead(String.join(" ", rest));
    int options = rest.indexOf("identity") + 1;
    SequenceOptions said =
        options == rest.size()
            ? SequenceOptions.DEFAULT
            : new SequenceWords(rest.subList(options + 1, rest.size() - 1), 0).options(true);
    Identity.Kind kind = always ? Identity.Kind.ALWAYS : Identity.Kind.BY_DEFAULT;
    table.change(
        column, c -> c.withIdentity(Optional.of(new Identity(kind, said))).withNullable(false));
  }

  /** A default that draws from the sequence that the column owns is one thing with it. */
  private void joinSequences() {
    owners.forEach(
        (name, owner) -> {
          String column = owner.get(owner.size() - 1);
          QualifiedName table =
              owner.size() == 3
                  ? new QualifiedName(owner.get(0), owner.get(1))
                  : QualifiedName.of(owner.get(0));
          TableDraft draft = tables.get(table);
          if (draft == null || !draft.columns.containsKey(column)) return;
          boolean draws =
              draft.columns.get(column).defaultValue().stream()
                  .anyMatch(d -> d.written().toLowerCase(Locale.ROOT).startsWith("nextval("));
          Sequence sequence = sequences.get(name);
          if (!draws || sequence == null) return;
          sequences.remove(name);
          boolean usual = name.name().equals(table.name() + "_" + column + "_seq");
          SequenceOptions options =
              sequence.options().withName(usual ? Optional.empty() : Optional.of(name));
          draft.columns.computeIfPresent(
              column,
              (key, c) ->
                  c.withDefault(Optional.empty())
                      .withIdentity(Optional.of(new Identity(Identity.Kind.SERIAL, options))));
        });
  }

  private Catalog catalog() {
    joinSequences();
    TreeMap<QualifiedName, Table> made = new TreeMap<>();
    tables.forEach((name, draft) -> made.put(name, draft.table()));
    Schema schema = new Schema(new TreeSet<>(), made, enums, sequences, new TreeMap<>());
    String namespace = dialect.defaultNamespace();
    List<Problem> problems = new ArrayList<>();
    Declared lowered =
        dialect.lower(new Declared(schema, Hints.NONE, Origins.NONE), namespace, problems::add);
    List<Problem> errors =
        problems.stream().filter(p -> p.severity() == Problem.Severity.ERROR).toList();
    if (!errors.isEmpty())
      throw UnderpinException.failed(
          "The schema of the SQL cannot be had: "
              + errors.stream().map(Problem::message).collect(Collectors.joining("\n")));
    return Catalog.of(dialect.engine(), "", namespace, dialect.normalize(lowered.schema()));
  }
}

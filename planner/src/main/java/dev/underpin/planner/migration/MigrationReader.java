package dev.underpin.planner.migration;

import static java.util.Objects.requireNonNull;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.Planner;
import dev.underpin.planner.recipe.EnginePlanner;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Batch;
import dev.underpin.planner.step.Mode;
import dev.underpin.planner.step.Phase;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.declared.SeededRows;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.json.SeedCodec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a migration's two files back; they may have been edited by hand. */
public final class MigrationReader {
  private static final Pattern HEAD =
      Pattern.compile(
          "-- underpin: (\\S.*?)   engine: (\\S+) (\\S+)   allowed: (\\S+)(   baseline|   by hand)?\\s*");
  private static final Pattern STEP =
      Pattern.compile("-- step (\\d+) (expand|backfill|contract): (.*)");
  private static final Pattern UNDO = Pattern.compile("-- undo step (\\d+): (.*)");
  private static final Pattern DETAIL =
      Pattern.compile("--   (lock|needs|run|check|verify|leaves): (.*)");
  private static final Pattern FINGERPRINT =
      Pattern.compile("-- (from|to): ([0-9a-f]{64}|2:\\S+)\\s*");

  private static final String BASELINE = "   baseline";

  private final String place;
  private final EnginePlanner recipes;
  private final Dialect dialect;
  private final StepDetails details;

  private MigrationReader(String place, Dialect dialect) {
    this.place = place;
    this.dialect = dialect;
    this.details = new StepDetails(place, dialect.defaultNamespace());
    this.recipes = Planner.recipes(dialect.engine().id());
  }

  /** The engine that a file's header names, and the oldest version that runs it. */
  public record Header(String id, String engineId, String engineVersion) {}

  /** Read no more than the header, to know which dialect the rest is in. */
  public static Header header(String place, String up) {
    Matcher m = head(place, up);
    return new Header(m.group(1), m.group(2), m.group(3));
  }

  /** The header of a file that may have none: a plain SQL file. */
  public static Optional<Header> headerIn(String text) {
    return text.lines()
        .map(HEAD::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .map(m -> new Header(m.group(1), m.group(2), m.group(3)));
  }

  /** True where it begins with a database that existed, or where nothing says that it does not. */
  public static boolean isBaseline(String up) {
    Optional<Matcher> head = up.lines().map(HEAD::matcher).filter(Matcher::matches).findFirst();
    return head.filter(m -> !BASELINE.equals(m.group(5))).isEmpty();
  }

  /**
   * A migration as its files say it now.
   *
   * @param edits what is not as it was saved, and has to be looked at before it runs
   * @param author who wrote it
   */
  public record Files(Migration migration, List<Edit> edits, Author author) {
    public Files {
      edits = List.copyOf(edits);
    }
  }

  /** Who wrote a migration. */
  public enum Author {
    /** It was planned and saved. */
    PLAN,
    /** A person did, and a server has not run it for a test yet. */
    PERSON_UNTESTED,
    /** A person did, and its files say what a server was seen to make of it. */
    PERSON
  }

  /**
   * Read a migration.
   *
   * @param place where the files stand, for messages
   * @param dialects the dialect of an engine by its id
   */
  public static Files read(
      String place, String up, String down, Function<Header, Dialect> dialects) {
    Matcher head = head(place, up);
    Header header = new Header(head.group(1), head.group(2), head.group(3));
    TreeSet<String> allowed = new TreeSet<>();
    if (!head.group(4).equals("-")) allowed.addAll(List.of(head.group(4).split(",")));
    return new MigrationReader(place, dialects.apply(header))
        .read(new Head(header, allowed, Optional.ofNullable(head.group(5))), up, down);
  }

  /** What the header says. */
  private record Head(Header header, TreeSet<String> allowed, Optional<String> word) {
    boolean isBaseline() {
      return word.filter(BASELINE::equals).isPresent();
    }

    boolean isByHand() {
      return word.isPresent() && !isBaseline();
    }
  }

  private Files read(Head head, String up, String down) {
    List<Section> forward = sections("up.sql", up.replace("\r\n", "\n"), STEP);
    List<Section> backward = sections("down.sql", down.replace("\r\n", "\n"), UNDO);
    Map<Integer, Section> back = new HashMap<>();
    backward.forEach(s -> back.put(s.number, s));
    requireSteps(forward, back);
    Author author = author(head, up);
    boolean untested = author == Author.PERSON_UNTESTED;
    List<Edit> edits = new ArrayList<>(edits("up.sql", up, forward, untested));
    edits.addAll(edits("down.sql", down, backward, untested));
    return new Files(migration(head, up, forward, back), edits, author);
  }

  private static Author author(Head head, String up) {
    if (!head.isByHand()) return Author.PLAN;
    return FileSeal.saved(up).isPresent() ? Author.PERSON : Author.PERSON_UNTESTED;
  }

  /** Both files speak of the same steps. */
  private void requireSteps(List<Section> forward, Map<Integer, Section> back) {
    Set<Integer> numbers = new TreeSet<>(back.keySet());
    for (Section section : forward) {
      numbers.remove(section.number);
      if (back.containsKey(section.number)) continue;
      throw UnderpinException.failed(
          place
              + "/down.sql has no \"-- undo step "
              + section.number
              + "\". Every step of up.sql needs its inverse there; "
              + "write \"-- nothing to undo\" under it where there is none.");
    }
    if (!numbers.isEmpty()) {
      throw UnderpinException.failed(
          "%s/up.sql has no step %s, and down.sql has. Restore the file from version control."
              .formatted(place, numbers.iterator().next()));
    }
  }

  private List<Edit> edits(String file, String text, List<Section> sections, boolean untested) {
    List<EditedFile.Statement> statements = new ArrayList<>();
    for (String sql : dialect.splitStatements(recipes.plain(head(text, sections.isEmpty()))))
      statements.add(new EditedFile.Statement(0, sql));
    for (Section section : sections) {
      StepDetails.Run run = details.run(section.details.getOrDefault("run", "transaction"));
      for (DataCheck check : section.checks) requireQuery(file, section, check);
      for (String sql : statements(section, recipes.framing(run.mode())))
        statements.add(new EditedFile.Statement(section.number, sql));
    }
    EditedFile edited = new EditedFile(place, file, dialect);
    return untested ? edited.untested(statements) : edited.edits(FileSeal.saved(text), statements);
  }

  /** What stands before the first step. */
  private static String head(String text, boolean whole) {
    StringBuilder head = new StringBuilder();
    for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
      if (!whole && (STEP.matcher(line).matches() || UNDO.matcher(line).matches())) break;
      if (!isFooter(line)) head.append(line).append('\n');
    }
    return head.toString();
  }

  /** What an up.sql says that its migration needs; absent where an earlier version wrote it. */
  public static Optional<PartMarks> needs(String up) {
    return PartMarks.of(PartLines.needs(up));
  }

  /** True where an up.sql is for databases whose schema came to be by other means. */
  public static boolean mayBeInPlace(String up) {
    return up.lines()
        .map(HEAD::matcher)
        .filter(Matcher::matches)
        .findFirst()
        .filter(
            m ->
                BASELINE.equals(m.group(5))
                    || List.of(m.group(4).split(",")).contains(Allow.DRIFT.word()))
        .isPresent();
  }

  /** What an up.sql says that its migration leaves; absent where an earlier version wrote it. */
  public static Optional<PartMarks> leaves(String up) {
    return PartMarks.of(PartLines.leaves(up));
  }

  /** What an up.sql says that its migration does to reference rows. */
  public static List<SeededRows.Entry> seeds(String up) {
    return SeedCodec.read(PartLines.seeds(up));
  }

  private static boolean isFooter(String line) {
    return FileSeal.isPart(line) || PartLines.isPart(line);
  }

  /** A data check is run too. */
  private void requireQuery(String file, Section section, DataCheck check) {
    if (StatementRisk.isQuery(dialect.tokens(check.sql()))) return;
    throw UnderpinException.refused(
        "%s/%s: the data check of step %s is not a query. Restore the file from version control."
            .formatted(place, file, section.number));
  }

  private Migration migration(
      Head head, String up, List<Section> forward, Map<Integer, Section> back) {
    Map<String, String> prints = fingerprints(up);
    List<MigrationStep> steps = new ArrayList<>();
    for (Section section : forward) {
      Section undo = requireNonNull(back.get(section.number));
      StepDetails.Run run = details.run(section.details.getOrDefault("run", "transaction"));
      StepDetails.Run undoRun = details.run(undo.details.getOrDefault("run", "transaction"));
      steps.add(
          new MigrationStep(
              section.number,
              Phase.valueOf(section.phase.toUpperCase(Locale.ROOT)),
              section.title,
              section.details.getOrDefault("lock", ""),
              run.mode(),
              run.batch().or(() -> undoRun.batch()),
              requireMark(section, run, statements(section, recipes.framing(run.mode()))),
              undoRun.mode(),
              statements(undo, recipes.framing(undoRun.mode())),
              section.details.getOrDefault("leaves", ""),
              section.checks,
              undo.checks,
              approvals(section.details.getOrDefault("needs", ""))));
    }
    return new Migration(
        head.header().id(),
        head.header().engineId(),
        head.header().engineVersion(),
        head.allowed(),
        head.isBaseline(),
        prints.getOrDefault("from", PartLines.needs(up)),
        prints.getOrDefault("to", PartLines.leaves(up)),
        List.of(
            up.replace("\r\n", "\n").split(MigrationText.MARK, 2)[0].stripTrailing().split("\n")),
        steps,
        seeds(up));
  }

  /** A word that a later version knows says nothing here. */
  private static Set<Allow> approvals(String words) {
    Set<Allow> needs = EnumSet.noneOf(Allow.class);
    for (String word : words.split(",")) Allow.of(word).ifPresent(needs::add);
    return needs;
  }

  private static Matcher head(String place, String up) {
    for (String line : up.lines().toList()) {
      Matcher m = HEAD.matcher(line);
      if (m.matches()) return m;
    }
    throw UnderpinException.failed(
        place
            + "/up.sql has no header. Expected a line such as:\n"
            + "-- underpin: 20260101120000_name   engine: postgresql 15.4   allowed: -");
  }

  /** Those of the whole schema, which earlier versions wrote. */
  private static Map<String, String> fingerprints(String text) {
    Map<String, String> prints = new HashMap<>();
    for (String line : text.lines().toList()) {
      Matcher m = FINGERPRINT.matcher(line);
      if (m.matches()) prints.putIfAbsent(m.group(1), m.group(2));
    }
    return prints;
  }

  /** What stands under one step's line. */
  private static final class Section {
    final String file;
    final int number;
    final String phase;
    final String title;
    final Map<String, String> details = new HashMap<>();
    final List<DataCheck> checks = new ArrayList<>();
    final StringBuilder body = new StringBuilder();

    Section(String file, int number, String phase, String title) {
      this.file = file;
      this.number = number;
      this.phase = phase;
      this.title = title;
    }
  }

  private List<Section> sections(String file, String text, Pattern start) {
    if (FileSeal.isCut(text)) throw endsTooEarly(file, "its last line is missing");
    List<Section> sections = new ArrayList<>();
    Section current = null;
    for (String line : text.split("\n", -1)) {
      if (isFooter(line)) continue;
      Matcher begin = start.matcher(line);
      Matcher detail = DETAIL.matcher(line);
      if (begin.matches()) {
        boolean up = begin.groupCount() == 3;
        current =
            new Section(
                file,
                Integer.parseInt(begin.group(1)),
                up ? begin.group(2) : "",
                StepDetails.unescape(begin.group(up ? 3 : 2)));
        sections.add(current);
      } else if (current != null && current.body.length() == 0 && detail.matches()) {
        String value = StepDetails.unescape(detail.group(2));
        if (detail.group(1).equals("verify")) {
          current.checks.add(DataCheck.verification(value.strip().replaceFirst(";$", "")));
        } else if (detail.group(1).equals("check")) {
          current.checks.add(StepDetails.check(value));
        } else {
          current.details.put(detail.group(1), value);
        }
      } else if (current != null && !line.equals("-- nothing to undo")) {
        current.body.append(line).append('\n');
      }
    }
    return sections;
  }

  private List<String> statements(Section section, EnginePlanner.Framing framing) {
    String body = recipes.plain(section.body.toString());
    List<String> tokens = dialect.tokens(body);
    if (!tokens.isEmpty() && !tokens.get(tokens.size() - 1).equals(";"))
      throw endsTooEarly(section.file, "step " + section.number + " ends inside a statement");
    List<String> all = new ArrayList<>(dialect.splitStatements(body));
    int before = framing.before().size();
    int after = framing.after().size();
    if (all.size() < before + after
        || !isAlike(all.subList(0, before), framing.before())
        || !isAlike(all.subList(all.size() - after, all.size()), framing.after())) {
      if (framing.before().isEmpty() && framing.after().isEmpty()) return all;
      if (all.isEmpty()) return all;
      throw UnderpinException.failed(
          place
              + ": step "
              + section.number
              + " ("
              + section.title
              + ") no longer begins with "
              + String.join("; ", framing.before())
              + " and ends with "
              + String.join("; ", framing.after())
              + ". They say how the step is run; put them back, or change its \"run:\" line.");
    }
    return all.subList(before, all.size() - after);
  }

  /** A comment may stand before a statement. */
  private boolean isAlike(List<String> statements, List<String> expected) {
    return statements.equals(expected)
        || statements.stream()
            .map(dialect::tokens)
            .toList()
            .equals(expected.stream().map(dialect::tokens).toList());
  }

  /** Where the range of each batch goes is said in the statement. */
  private List<String> requireMark(Section section, StepDetails.Run run, List<String> statements) {
    boolean walks =
        run.mode() == Mode.BATCHES && run.batch().filter(b -> !b.key().isEmpty()).isPresent();
    if (!walks || statements.stream().allMatch(sql -> sql.contains(Batch.MARK))) return statements;
    throw UnderpinException.failed(
        "%s: step %s runs in batches, and its statement does not say where the range goes: write WHERE (condition) %s"
            .formatted(place, section.number, Batch.MARK));
  }

  private UnderpinException endsTooEarly(String file, String why) {
    return UnderpinException.failed(
        "%s/%s ends too early: %s. Nothing was changed. Restore the file from version control."
            .formatted(place, file, why));
  }
}

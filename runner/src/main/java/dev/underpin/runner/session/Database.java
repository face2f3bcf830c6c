package dev.underpin.runner.session;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.CatalogPart;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspector;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.Scope;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One target database, with one connection in autocommit. What the driver says comes out as an
 * {@link UnderpinException} with the words and the exit code for it.
 */
public final class Database implements AutoCloseable {
  private static final int ANSWER_MS = 90_000;
  private static final Duration POLL = Duration.ofMillis(250);

  private final DatabaseUrl url;
  private final boolean readOnly;
  private final Project project;
  private final Introspector introspector;
  private final EngineRunner engineRunner;
  private final Engine engine;
  private final Dialect dialect;
  private volatile Connection connection;
  private final Duration waited;
  private final Optional<Path> created;
  private final Map<String, Schema> models = Collections.synchronizedMap(new LastUsed());
  private volatile @Nullable String lost;

  private Database(DatabaseUrl url, boolean readOnly, Duration waitFor, Project project) {
    long start = System.nanoTime();
    this.project = project;
    this.url = EngineRunners.of(url.engineId()).within(url, waitFor);
    this.readOnly = readOnly;
    this.introspector = Introspectors.of(url.engineId());
    this.engineRunner = EngineRunners.of(url.engineId());
    this.created = readOnly ? Optional.empty() : introspector.missingFile(url);
    this.connection = await(waitFor);
    this.waited = waitFor.isZero() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
    this.engine = asking(() -> introspector.identify(connection));
    this.dialect = Dialects.of(engine);
  }

  /**
   * Connect.
   *
   * @param readOnly true where nothing will be changed: a file that does not exist is then an empty
   *     database, not created
   */
  public static Database open(DatabaseUrl url, boolean readOnly) {
    return open(url, readOnly, Duration.ZERO);
  }

  /**
   * Connect to a server that may not be up yet: try until it accepts connections, for as long as
   * said.
   */
  public static Database open(DatabaseUrl url, boolean readOnly, Duration waitFor) {
    return open(url, readOnly, waitFor, Project.ONLY);
  }

  /** Connect for one of several projects that use the database. */
  public static Database open(
      DatabaseUrl url, boolean readOnly, Duration waitFor, Project project) {
    return new Database(url, readOnly, waitFor, project);
  }

  /** A few schemas, those that were used last. */
  private static final class LastUsed extends LinkedHashMap<String, Schema> {
    private static final long serialVersionUID = 1L;
    private static final int FEW = 6;

    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Schema> eldest) {
      return size() > FEW;
    }
  }

  /** Schemas that the history keeps and that were read through it, by the hashes of their texts. */
  public Map<String, Schema> models() {
    return models;
  }

  /** The project that works on it. */
  public Project project() {
    return project;
  }

  public DatabaseUrl url() {
    return url;
  }

  /** How long it took to connect, where somebody said how long to wait. */
  public Duration waited() {
    return waited;
  }

  /** The product and version that really answers. */
  public Engine engine() {
    return engine;
  }

  public Dialect dialect() {
    return dialect;
  }

  public Introspector introspector() {
    return introspector;
  }

  /** The connection; opened again where it was lost. */
  public Connection connection() {
    try {
      if (connection.isClosed()) connection = await(Duration.ZERO);
    } catch (SQLException e) {
      throw explain(e);
    }
    return connection;
  }

  /** One more connection, which the caller closes. */
  public Connection connect() throws SQLException {
    return introspector.connect(url, readOnly);
  }

  /** The live catalog, its schema in the dialect's normal form. */
  public Catalog read(Scope scope) {
    return asking(
        () -> {
          Catalog catalog = introspector.read(connection(), scope);
          return named(catalog).withSchema(dialect.normalize(catalog.schema()));
        });
  }

  /**
   * The live catalog where only a part may have changed since it was read.
   *
   * @param before as it was read last
   */
  public Catalog read(Scope scope, Catalog before, Scope.Only part) {
    return asking(
        () -> {
          Catalog read = introspector.read(connection(), scope.only(part));
          Schema schema = dialect.normalize(read.schema());
          return new CatalogPart(read.withSchema(schema), part).into(before, dialect);
        });
  }

  /** The schema alone of all that is in the database. */
  public Schema readSchema() {
    return read(Scope.ALL.withoutSizes()).schema();
  }

  /** What cannot be used, because what it names is missing: its kind and name, and why. */
  public List<Note> unusable() {
    return asking(() -> introspector.unusable(connection()));
  }

  /** What has no name by itself, such as a file that is yet to come, goes by the end of its URL. */
  private Catalog named(Catalog catalog) {
    if (!catalog.database().isEmpty()) return catalog;
    String shown = url.display();
    int start = Math.max(shown.indexOf(':'), shown.lastIndexOf('/')) + 1;
    return catalog.withDatabase(shown.substring(start));
  }

  /** A desired schema in the spelling that this server would store. */
  public Schema spell(Schema desired, Catalog live, Consumer<Note> notes) {
    return asking(() -> introspector.spell(connection(), desired, live, notes));
  }

  /**
   * A schema desired elsewhere, in the spelling of this server, where nothing of the other's is.
   *
   * @param live the other's catalog
   */
  public Schema spellForAnother(Schema desired, Catalog live, Consumer<Note> notes) {
    return asking(() -> introspector.spellForAnother(connection(), desired, live, notes));
  }

  /** Why another server would not write texts as this one does; empty where it would. */
  public Optional<String> whyUnlike(Database other) {
    return asking(() -> introspector.whyUnlike(connection(), other.connection()));
  }

  /** Ask the data, each question within the limit. */
  public List<DataCheckAnswer> answer(List<DataCheck> probes, Duration limit) {
    return asking(() -> introspector.answer(connection(), probes, limit));
  }

  /** A driver's error in words. */
  public UnderpinException explain(SQLException error) {
    String why = lost;
    return why == null
        ? engineRunner.explain(url, error)
        : new UnderpinException(
            FindingCode.NO_CONNECTION, UnderpinException.Kind.TIMEOUT, why, error);
  }

  /** The server does not answer: what waits for it ends with an error. */
  void lose(String why) {
    lost = why;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Whoever waits for it has an error already.
    }
  }

  /**
   * From now on statements may take as long as they need; or no longer, and the network has to
   * bring an answer in time.
   */
  public void allowLongStatements(boolean allowed) throws SQLException {
    if (introspector.inMemory().isPresent() || url.properties().containsKey("socketTimeout"))
      return;
    connection.setNetworkTimeout(Runnable::run, allowed ? 0 : ANSWER_MS);
  }

  public EngineRunner engineRunner() {
    return engineRunner;
  }

  public <T> T asking(Question<T> question) {
    try {
      return question.ask();
    } catch (SQLException e) {
      throw explain(e);
    }
  }

  /** What a query of a person's own answers: each row by the labels of its columns, as text. */
  public List<Map<String, String>> rows(String sql) {
    return asking(
        () -> {
          List<Map<String, String>> rows = new ArrayList<>();
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            while (result.next()) {
              Map<String, String> row = new LinkedHashMap<>();
              for (int i = 1; i <= columns.getColumnCount(); i++)
                row.put(
                    columns.getColumnLabel(i).toLowerCase(Locale.ROOT),
                    Objects.requireNonNullElse(result.getString(i), ""));
              rows.add(row);
            }
          }
          return rows;
        });
  }

  /** Something asked of a server. */
  @FunctionalInterface
  public interface Question<T> {
    T ask() throws SQLException;
  }

  private Connection await(Duration waitFor) {
    long deadline = System.nanoTime() + waitFor.toNanos();
    while (true) {
      try {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        DatabaseUrl limited = waitFor.isZero() ? url : engineRunner.answeringWithin(url, left);
        return checked(introspector.connect(limited, readOnly));
      } catch (SQLException e) {
        if (isHopeless(e, deadline)) throw notConnected(explain(e));
      } catch (UnderpinException e) {
        // Some introspectors say themselves, in a person's words, what the driver told them.
        if (!(e.getCause() instanceof SQLException cause) || isHopeless(cause, deadline)) throw e;
      }
      Sleep.of(POLL);
    }
  }

  /** Which database it is, also where the driver does not say so. */
  private UnderpinException notConnected(UnderpinException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains(url.toString())) return e;
    return new UnderpinException(
        e.code().orElse(FindingCode.NO_CONNECTION),
        e.kind(),
        "No connection to %s: %s".formatted(url, message),
        e);
  }

  private boolean isHopeless(SQLException e, long deadline) {
    return System.nanoTime() + POLL.toNanos() > deadline || !engineRunner.mayComeUp(e);
  }

  private Connection checked(Connection opened) throws SQLException {
    try {
      engineRunner.check(opened);
      return opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public void close() {
    asking(
        () -> {
          connection.close();
          return true;
        });
    created.ifPresent(Database::deleteEmpty);
  }

  /** Connecting makes a file, which stays only where something was written to it. */
  private static void deleteEmpty(Path file) {
    try {
      if (Files.exists(file) && Files.size(file) == 0) Files.delete(file);
    } catch (IOException e) {
      // An empty file is an empty database, and does no harm.
    }
  }
}

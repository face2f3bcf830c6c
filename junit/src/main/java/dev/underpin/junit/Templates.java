package dev.underpin.junit;

import dev.underpin.workflow.SchemaPlan;
import dev.underpin.workflow.Underpin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An empty database of each schema, to be copied; all files are deleted when the tests end. */
final class Templates implements AutoCloseable {
  private final Path folder;
  private final Map<Definition, Path> files = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  Templates() {
    try {
      folder = Files.createTempDirectory("underpin-junit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new database with a schema. */
  Path copy(Definition definition) {
    Path template = files.computeIfAbsent(definition, this::make);
    try {
      return Files.copy(template, next());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path next() {
    return folder.resolve("test" + count.incrementAndGet() + ".db");
  }

  private Path make(Definition definition) {
    Path file = next();
    bring(Underpin.connect(source(file)), definition);
    return file;
  }

  /** Bring a database to the schema. */
  static void bring(Underpin underpin, Definition definition) {
    Underpin allowed = underpin.allowing(definition.allowed().toArray(String[]::new));
    SchemaPlan plan =
        definition.path().isPresent()
            ? allowed.plan(definition.path().get())
            : allowed.plan(definition.text());
    if (!plan.isEmpty()) allowed.apply(plan);
  }

  /** A file, in which foreign keys hold. */
  static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public void close() throws IOException {
    try (var all = Files.list(folder)) {
      for (Path file : all.toList()) Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}

package dev.underpin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** SQLite: a database is a file in a temporary folder of its own. */
final class SqliteServer implements TestServer {
  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public String engine() {
    return "sqlite";
  }

  @Override
  public TestDatabase newDatabase() {
    try {
      Path folder = Files.createTempDirectory("underpin-sqlite-");
      Folders.deleteAtExit(folder);
      Files.createFile(folder.resolve("test.db"));
      return new Database(this, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }

  private static final class Database extends TestDatabase {
    private final Path folder;

    Database(TestServer server, Path folder) {
      super(
          server,
          "sqlite:" + folder.resolve("test.db"),
          "jdbc:sqlite:" + folder.resolve("test.db"));
      this.folder = folder;
    }

    @Override
    public ShellResult runScript(Path file) {
      return Sqlite3.run(folder.resolve("test.db"), file);
    }

    @Override
    public void close() {
      Folders.delete(folder);
    }
  }
}

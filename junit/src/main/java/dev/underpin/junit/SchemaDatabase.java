package dev.underpin.junit;

import dev.underpin.workflow.Underpin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/**
 * A database that a test uses.
 *
 * @param lent absent where only a URL is known
 * @param file to be deleted after the test
 */
record SchemaDatabase(Underpin underpin, Optional<DataSource> lent, Optional<Path> file)
    implements AutoCloseable {
  static SchemaDatabase of(Definition definition, Templates templates) {
    if (definition.url().isPresent()) {
      Underpin underpin = Underpin.connect(definition.url().get().get());
      Templates.bring(underpin, definition);
      return new SchemaDatabase(underpin, Optional.empty(), Optional.empty());
    }
    if (definition.source().isPresent()) {
      DataSource source = definition.source().get().get();
      Underpin underpin = Underpin.connect(source);
      Templates.bring(underpin, definition);
      return new SchemaDatabase(underpin, Optional.of(source), Optional.empty());
    }
    Path file = templates.copy(definition);
    DataSource source = Templates.source(file);
    return new SchemaDatabase(Underpin.connect(source), Optional.of(source), Optional.of(file));
  }

  DataSource source() {
    return lent.orElseThrow(
        () ->
            new ParameterResolutionException(
                "The database is known by a URL alone. For a DataSource or a Connection as a parameter, give a DataSource: on(() -> dataSource)"));
  }

  Connection open() {
    try {
      return source().getConnection();
    } catch (SQLException e) {
      throw new ParameterResolutionException("The test's database gives no connection.", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) Files.deleteIfExists(file.get());
  }
}

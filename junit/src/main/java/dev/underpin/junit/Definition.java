package dev.underpin.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * Which database tests get.
 *
 * @param path the schema's file or folder; absent where it is a text
 * @param source who lends the connections
 * @param url of a database of the test's own
 * @param shared true where all tests of a class use it
 */
record Definition(
    Optional<Path> path,
    String text,
    Optional<Supplier<DataSource>> source,
    Optional<Supplier<String>> url,
    boolean shared,
    List<String> allowed) {
  Definition {
    allowed = List.copyOf(allowed);
  }

  static Definition of(WithSchema annotation, Class<?> test) {
    Path file = Path.of(annotation.value());
    Optional<Path> path = Optional.of(file).filter(Files::exists);
    return new Definition(
        path,
        path.isPresent() ? "" : resource(annotation.value(), test),
        Optional.empty(),
        Optional.empty(),
        annotation.shared(),
        List.of());
  }

  private static String resource(String name, Class<?> test) {
    try (InputStream found = test.getClassLoader().getResourceAsStream(name)) {
      if (found == null)
        throw new ExtensionConfigurationException(
            "There is no schema %s, neither in %s nor on the class path."
                .formatted(name, Path.of("").toAbsolutePath()));
      return new String(found.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.underpin.introspect.postgresql.connection;

import dev.underpin.introspect.ClientFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The passwords of {@code PGPASSFILE}, or else of {@code ~/.pgpass} (<a
 * href="https://www.postgresql.org/docs/current/libpq-pgpass.html">documentation</a>). As libpq
 * does, a file that others than its owner may read or write is not used.
 */
record PasswordFile(Optional<Path> file) {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  static PasswordFile of(Map<String, String> environment) {
    return new PasswordFile(
        Optional.ofNullable(environment.get("PGPASSFILE"))
            .filter(f -> !f.isEmpty())
            .map(Path::of)
            .or(() -> ClientFile.home(environment).map(home -> home.resolve(".pgpass")))
            .filter(Files::isRegularFile));
  }

  /** True where there is one that is not used. */
  boolean isOpenToOthers() {
    return file.filter(f -> ClientFile.isOpenTo(f, OTHERS)).isPresent();
  }

  /** The password of the first line that fits. */
  Optional<String> password(String host, String port, String database, String user) {
    if (file.isEmpty() || isOpenToOthers()) return Optional.empty();
    try {
      for (String line : Files.readAllLines(file.get())) {
        if (line.startsWith("#")) continue;
        List<String> fields = fields(line);
        if (fields.size() < 5) continue;
        if (fits(fields.get(0), host)
            && fits(fields.get(1), port)
            && fits(fields.get(2), database)
            && fits(fields.get(3), user)) return Optional.of(fields.get(4));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean fits(String field, String value) {
    return field.equals("*") || field.equals(value);
  }

  /** A colon or a backslash inside of a field has a backslash before it. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) field.append(line.charAt(++i));
      else if (c == ':' && fields.size() < 4) {
        fields.add(field.toString());
        field.setLength(0);
      } else field.append(c);
    }
    fields.add(field.toString());
    return fields;
  }
}

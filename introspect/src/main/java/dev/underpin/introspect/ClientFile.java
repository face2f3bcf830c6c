package dev.underpin.introspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A settings file of a server's own client, with sections in brackets and a key and its value on
 * each line.
 *
 * @param sections the keys by the name of their section
 */
public record ClientFile(Map<String, Map<String, String>> sections) {
  /** Says nothing. */
  public static final ClientFile NONE = new ClientFile(Map.of());

  public ClientFile {
    sections = Map.copyOf(sections);
  }

  /** Read a file; one that cannot be read says nothing, as the clients take it. */
  public static ClientFile read(Path file) {
    if (!Files.isRegularFile(file)) return NONE;
    try {
      return of(Files.readAllLines(file));
    } catch (IOException e) {
      return NONE;
    }
  }

  private static ClientFile of(List<String> lines) {
    Map<String, Map<String, String>> sections = new HashMap<>();
    Map<String, String> current = new HashMap<>();
    for (String raw : lines) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) continue;
      if (line.startsWith("[") && line.endsWith("]")) {
        String name = line.substring(1, line.length() - 1).strip();
        current = sections.computeIfAbsent(name, n -> new HashMap<>());
        continue;
      }
      int equals = line.indexOf('=');
      String key = equals < 0 ? line : line.substring(0, equals).strip();
      String value = equals < 0 ? "" : line.substring(equals + 1).strip();
      current.put(key.toLowerCase(Locale.ROOT), value);
    }
    return new ClientFile(sections);
  }

  /** The keys of a section, where the file has it. */
  public Optional<Map<String, String>> section(String name) {
    return Optional.ofNullable(sections.get(name));
  }

  /** The folder of a process's user. */
  public static Optional<Path> home(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("HOME"))
        .or(() -> Optional.ofNullable(environment.get("USERPROFILE")))
        .filter(h -> !h.isEmpty())
        .map(Path::of);
  }

  /** True where anybody but the owner has one of these rights; false where nobody can say it. */
  public static boolean isOpenTo(Path file, Set<PosixFilePermission> rights) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(rights::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}

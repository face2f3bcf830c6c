package dev.underpin.introspect.mysql.connection;

import dev.underpin.introspect.ClientFile;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ~/.my.cnf} says below {@code [client]} (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/option-files.html">documentation</a>). As the
 * clients do, a file that everybody may write is not read.
 */
record OptionFile(Map<String, String> client) {
  static OptionFile of(Map<String, String> environment) {
    Optional<Path> file = ClientFile.home(environment).map(home -> home.resolve(".my.cnf"));
    if (file.isEmpty() || ClientFile.isOpenTo(file.get(), Set.of(PosixFilePermission.OTHERS_WRITE)))
      return new OptionFile(Map.of());
    Map<String, String> client = new HashMap<>();
    ClientFile.read(file.get())
        .section("client")
        .ifPresent(
            keys ->
                keys.forEach((key, value) -> client.put(key.replace('_', '-'), unquoted(value))));
    return new OptionFile(client);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(client.get(key)).filter(v -> !v.isEmpty());
  }

  /** A value may stand in quotes; without them, a comment may follow. */
  private static String unquoted(String value) {
    if (value.length() > 1
        && (value.startsWith("'") || value.startsWith("\""))
        && value.charAt(value.length() - 1) == value.charAt(0))
      return escaped(value.substring(1, value.length() - 1));
    int comment = value.indexOf(" #");
    return escaped(comment < 0 ? value : value.substring(0, comment).strip());
  }

  private static String escaped(String value) {
    if (value.indexOf('\\') < 0) return value;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLast = i + 1 == value.length();
      if (c != '\\' || isLast) {
        text.append(c);
        continue;
      }
      char next = value.charAt(++i);
      switch (next) {
        case 's' -> text.append(' ');
        case 't' -> text.append('\t');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case '\\', '"', '\'' -> text.append(next);
        default -> text.append(c).append(next);
      }
    }
    return text.toString();
  }
}

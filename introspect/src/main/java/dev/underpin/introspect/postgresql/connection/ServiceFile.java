package dev.underpin.introspect.postgresql.connection;

import dev.underpin.introspect.ClientFile;
import dev.underpin.introspect.UrlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code pg_service.conf} says of a service (<a
 * href="https://www.postgresql.org/docs/current/libpq-pgservice.html">documentation</a>): the file
 * that {@code PGSERVICEFILE} names, or else {@code ~/.pg_service.conf}; then that of the folder
 * {@code PGSYSCONFDIR}.
 */
final class ServiceFile {
  private ServiceFile() {}

  /** The parameters of a service. */
  static Map<String, String> parameters(Map<String, String> environment, String service) {
    List<Path> files = new ArrayList<>();
    Optional.ofNullable(environment.get("PGSERVICEFILE"))
        .map(Path::of)
        .or(() -> ClientFile.home(environment).map(home -> home.resolve(".pg_service.conf")))
        .ifPresent(files::add);
    Optional.ofNullable(environment.get("PGSYSCONFDIR"))
        .map(folder -> Path.of(folder).resolve("pg_service.conf"))
        .ifPresent(files::add);
    for (Path file : files) {
      Optional<Map<String, String>> found = ClientFile.read(file).section(service);
      if (found.isPresent()) return UrlText.allowed(new LinkedHashMap<>(found.get()));
    }
    throw UrlText.usage(
        "There is no service \"%s\". Looked in: %s."
            .formatted(
                service,
                files.isEmpty()
                    ? "no file (set PGSERVICEFILE)"
                    : String.join(", ", files.stream().map(Path::toString).toList())));
  }
}

package dev.underpin.spring;

import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.ResourceUtils;

/**
 * Finds the files that settings name. What is inside a jar is copied to a temporary folder, since
 * migrations are read as files.
 */
final class Locations implements DisposableBean {
  private final PathMatchingResourcePatternResolver resolver;
  private @Nullable Path copies;

  Locations(ResourceLoader loader) {
    this.resolver = new PathMatchingResourcePatternResolver(loader);
  }

  /** A folder, which has to exist. */
  Path folder(String setting, String location) {
    Path folder = existing(setting, location);
    if (Files.isDirectory(folder)) return folder;
    throw wrong("%s (%s) is a file, and not a folder.".formatted(location, setting));
  }

  /** A file, which has to exist. */
  Path file(String setting, String location) {
    Path file = existing(setting, location);
    if (Files.isRegularFile(file)) return file;
    throw wrong("%s (%s) is a folder, and not a file.".formatted(location, setting));
  }

  /** A file or a folder, which has to exist. */
  Path existing(String setting, String location) {
    try {
      Path path = path(location);
      if (Files.exists(path)) return path;
    } catch (IOException e) {
      throw new UnderpinException(
          UnderpinException.Kind.USAGE,
          "%s (%s) cannot be read: %s".formatted(location, setting, e.getMessage()),
          e);
    }
    throw wrong(
        "There is no %s (%s). A location begins with classpath: or file:, or is the path of a folder or file."
            .formatted(location, setting));
  }

  private Path path(String location) throws IOException {
    if (!ResourceUtils.isUrl(location)) return Path.of(location);
    String named = location.replaceAll("/+$", "");
    Resource file = resolver.getResource(named);
    if (file.isFile()) return file.getFile().toPath();
    // Inside a jar, the slash tells a folder from a file.
    Resource folder = resolver.getResource(named + "/");
    Path target =
        Files.createTempDirectory(copies(), "copy")
            .resolve(named.substring(Math.max(named.lastIndexOf('/'), named.indexOf(':')) + 1));
    if (folder.exists()) copyFolder(named, folder.getURL().toString(), target);
    else if (file.exists()) copy(file, target);
    return target;
  }

  private void copyFolder(String location, String root, Path target) throws IOException {
    for (Resource file : resolver.getResources(location + "/**")) {
      String url = file.getURL().toString();
      if (url.startsWith(root) && !url.endsWith("/"))
        copy(file, target.resolve(url.substring(root.length())));
    }
  }

  private static void copy(Resource resource, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = resource.getInputStream()) {
      Files.copy(in, target);
    }
  }

  private synchronized Path copies() throws IOException {
    if (copies == null) copies = Files.createTempDirectory("underpin");
    return copies;
  }

  private static UnderpinException wrong(String message) {
    return new UnderpinException(UnderpinException.Kind.USAGE, message);
  }

  @Override
  public synchronized void destroy() throws IOException {
    if (copies != null) FileSystemUtils.deleteRecursively(copies);
  }
}

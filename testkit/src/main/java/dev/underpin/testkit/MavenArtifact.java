package dev.underpin.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An artifact that is too large to be a resource of the build: Maven itself, with whatever settings
 * it has here, downloads and unpacks it when a server is started for the first time.
 */
final class MavenArtifact {
  private MavenArtifact() {}

  /**
   * Unpacks a part of an artifact.
   *
   * @param coordinates {@code group:artifact:version:type:classifier}, the last two where needed
   * @param includes which files, as Ant patterns with commas between them
   */
  static void unpack(String coordinates, String includes, Path folder)
      throws IOException, InterruptedException {
    ServerProcess.run(
        folder,
        List.of(
            maven(),
            "-q",
            "-B",
            "org.apache.maven.plugins:maven-dependency-plugin:%s:unpack"
                .formatted(Pins.of("maven-dependency-plugin")),
            "-Dartifact=" + coordinates,
            "-DoutputDirectory=" + folder,
            "-Dmdep.unpack.includes=" + includes));
    // Where the plugin notes what it has done.
    Folders.delete(folder.resolve("target"));
    Files.deleteIfExists(folder.resolve("mvn.log"));
  }

  private static String maven() {
    String home = System.getenv("MAVEN_HOME");
    Path own = Path.of(home == null ? "" : home, "bin", "mvn");
    return home != null && Files.isExecutable(own) ? own.toString() : "mvn";
  }
}

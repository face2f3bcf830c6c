package dev.underpin.cli.report;

import dev.underpin.workflow.report.Report;
import dev.underpin.workflow.report.ReportedFinding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * By what a finding is known again in the next report. The line does not count: it moves when
 * something else is added above it. Nor does the message where the object is known: it has numbers
 * of rows in it. Nor does the database where there is one alone: on a build server it may have
 * another name each time.
 */
final class Fingerprints {
  private final boolean several;
  private final Map<String, Integer> seen = new HashMap<>();

  /** Of so many reports in one file. */
  Fingerprints(int reports) {
    this.several = reports > 1;
  }

  /** 64 hexadecimal digits; another one for each finding that is the same by all that counts. */
  String of(ReportedFinding finding, Report report, String file) {
    String about = finding.object().map(o -> o.kind() + " " + o.name()).orElseGet(finding::message);
    String key =
        String.join(
            "\n",
            report.command(),
            several ? report.subject() : "",
            finding.code().id(),
            file,
            about);
    int number = seen.merge(key, 1, Integer::sum);
    return hash(number == 1 ? key : key + "\n" + number);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

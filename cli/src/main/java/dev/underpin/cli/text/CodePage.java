package dev.underpin.cli.text;

import dev.underpin.schema.finding.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The page of a code, {@code docs/codes/UP101.md}, as plain text. */
public final class CodePage {
  private CodePage() {}

  public static String of(FindingCode code) {
    String file = "/dev/underpin/cli/codes/" + code.id() + ".md";
    try (InputStream page = CodePage.class.getResourceAsStream(file)) {
      if (page == null) throw new IllegalStateException("the program has no " + file);
      return new String(page.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("```"))
          .map(line -> line.replaceFirst("^#+ ", "").replace("**", ""))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

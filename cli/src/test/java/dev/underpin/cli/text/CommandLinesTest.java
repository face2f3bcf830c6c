package dev.underpin.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLinesTest {
  @Test
  void a_long_command_goes_on_after_a_backslash_and_keeps_what_is_quoted_together() {
    assertThat(CommandLines.labelled("Run it: ", "underpin plan --save NAME --url 'a b -c'", 40))
        .isEqualTo("Run it: underpin plan --save NAME \\\n          --url 'a b -c'");
  }

  @Test
  void a_command_of_a_message_can_be_copied() {
    String message =
        "x failed.\nWhat differs:  underpin drift --url sqlite:a.db --migrations folder";

    assertThat(LineWrapper.message(message, 60))
        .isEqualTo(
            "x failed.\nWhat differs:  underpin drift --url sqlite:a.db \\\n"
                + "                 --migrations folder");
  }

  @Test
  void a_line_of_a_file_and_its_caret_stay_as_they_are() {
    String line = "  | " + "x ".repeat(60) + "\n  | " + " ".repeat(100) + "^";

    assertThat(LineWrapper.message(line, 80)).isEqualTo(line);
  }

  @Test
  void messages_get_the_flags_that_were_given() {
    SuggestedCommands commands =
        new SuggestedCommands(
            Map.of("--env", "prod", "--config", "a b.yaml", "--schema", "s.yaml"));

    assertThat(commands.complete("Finish it (underpin apply), or roll back:  underpin rollback"))
        .isEqualTo(
            "Finish it (underpin apply --env prod --config 'a b.yaml'), or roll back:"
                + "  underpin rollback --env prod --config 'a b.yaml'");
    assertThat(commands.complete("Or write one: underpin init --url URL"))
        .isEqualTo(
            "Or write one: underpin init --env prod --config 'a b.yaml' --schema s.yaml --url URL");
    assertThat(commands.complete("Try again:  underpin apply --direct"))
        .endsWith("apply --direct --env prod --config 'a b.yaml' --schema s.yaml");
    assertThat(commands.complete("Save it (underpin plan --save NAME) and run underpin apply."))
        .isEqualTo(
            "Save it (underpin plan --env prod --config 'a b.yaml' --schema s.yaml --save NAME)"
                + " and run underpin apply --env prod --config 'a b.yaml'.");
    assertThat(commands.complete("until `underpin purge`")).isEqualTo("until `underpin purge`");
  }

  @Test
  void no_password_is_suggested() {
    assertThat(new SuggestedCommands(Map.of("--url", "mysql://a:secret@h/d")).of("status"))
        .isEqualTo("underpin status --url mysql://a@h/d");
    for (String url :
        List.of("mysql://h/d?password=secret", "mysql://h/d?user=a&password=secret&x=1"))
      assertThat(new SuggestedCommands(Map.of("--url", url)).of("status"))
          .doesNotContain("secret", "password", "***");
  }
}

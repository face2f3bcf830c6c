package dev.underpin.workflow.hook;

import dev.underpin.schema.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts a message to a URL, in the form that Slack and those like it read: {@code text}, and all
 * else beside it. The URL is a secret: no message has it, nor the text of an exception that may.
 */
record Webhook(String url) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Why it did not arrive; absent where it did. */
  Optional<String> post(HookMessage message) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(TIMEOUT)
              .header("Content-Type", "application/json; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofString(Json.compact(message.data())))
              .build();
      HttpResponse<Void> response =
          HttpClient.newBuilder()
              .connectTimeout(TIMEOUT)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding());
      int status = response.statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("it answers HTTP " + status);
    } catch (IllegalArgumentException e) {
      return Optional.of("its URL cannot be used");
    } catch (IOException e) {
      return Optional.of("it cannot be reached (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  @Override
  public String toString() {
    return "Webhook";
  }
}

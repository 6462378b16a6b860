package dev.stepwise.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwise.settings.UserException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
  @Test
  void proxiesComeFromTheEnvironment() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "http://proxy:3128", "no_proxy", "corp.example, .local,127.0.0.1");
    check(environment, "https://huggingface.co/x", "proxy:3128");
    check(environment, "http://huggingface.co/x", "");
    check(environment, "https://corp.example/x", "");
    check(environment, "https://git.corp.example/x", "");
    check(environment, "https://notcorp.example/x", "proxy:3128");
    check(environment, "https://printer.local/x", "");
    check(Map.of("all_proxy", "proxy"), "http://a/x", "proxy:80");
    check(Map.of("all_proxy", "proxy"), "http://localhost/x", "");
    check(Map.of("all_proxy", "proxy", "NO_PROXY", "*"), "http://a/x", "");
    check(Map.of("http_proxy", "http://lower:1", "HTTP_PROXY", "upper:2"), "http://a/", "lower:1");
    assertThatThrownBy(() -> check(Map.of("all_proxy", "http://"), "http://a/", ""))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void theHubCanBeMirroredAndTheTokenGoesToTheHubAlone() {
    Network network =
        new Network(Map.of("HF_ENDPOINT", "https://mirror.example/hf/", "HF_TOKEN", "secret"));
    assertThat(network.mirrored("https://huggingface.co/a/b"))
        .isEqualTo(URI.create("https://mirror.example/hf/a/b"));
    assertThat(network.mirrored("https://other.example/a"))
        .isEqualTo(URI.create("https://other.example/a"));
    assertThat(network.token(URI.create("https://huggingface.co/a"))).contains("secret");
    assertThat(network.token(URI.create("https://cdn.huggingface.co.evil.example/a"))).isEmpty();
    assertThat(network.token(URI.create("http://huggingface.co/a"))).isEmpty();
  }

  @Test
  void brokenCertificatesAreTold(@TempDir Path temp) throws Exception {
    Path bundle = Files.writeString(temp.resolve("ca.pem"), "no certificate");
    assertThatThrownBy(() -> new Network(Map.of("SSL_CERT_FILE", bundle.toString())).client())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot read the certificates in");
  }

  private static void check(Map<String, String> environment, String url, String proxy) {
    Proxy chosen = new Network(environment).proxies().select(URI.create(url)).getFirst();
    InetSocketAddress address = (InetSocketAddress) chosen.address();
    assertThat(address == null ? "" : address.getHostString() + ":" + address.getPort())
        .isEqualTo(proxy);
  }
}

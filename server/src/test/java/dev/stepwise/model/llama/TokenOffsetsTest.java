package dev.stepwise.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenOffsetsTest {
  @Test
  void mapsEveryByteToItsCharacter() {
    // a: 1 byte, é: 2 bytes, 日: 3 bytes, the party popper: 4 bytes and 2 UTF-16 code units
    assertThat(TokenOffsets.characterOfByte("aé日🎉b"))
        .containsExactly(0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 5, 6);
    assertThat(TokenOffsets.characterOfByte("")).containsExactly(0);
    assertThat(TokenOffsets.characterOfByte("a\uD83Db")).containsExactly(0, 1, 2, 3);
  }
}

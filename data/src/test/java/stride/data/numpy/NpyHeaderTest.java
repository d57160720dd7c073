package stride.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.data.DataException;

class NpyHeaderTest {
    @Test
    void aHeaderIsParsed() {
        NpyHeader header = parse("{'descr': '>f4', 'fortran_order': True, 'shape': (3, 4L), }\n");
        assertThat(header.layout().shape()).containsExactly(3L, 4L);
        assertThat(header.layout().fortran()).isTrue();
        assertThat(header.layout().bytes()).isEqualTo(48);
        assertThat(header.dataOffset()).isEqualTo(10 + 60);
    }

    @Test
    void recordsHaveTheSizeOfTheirFields() {
        NpyHeader header = parse(
                "{'descr': [('a', '<i4'), ('b', [('c', '<f8', (2, 3))])], 'fortran_order': False, 'shape': (2,)}");
        assertThat(header.layout().dtype().itemSize()).isEqualTo(4 + 48);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)} | larger than any file
            {'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}        | a dimension of -1
            {'descr': '<f4', 'fortran_order': False, 'shape': 3}            | shape is not a tuple
            {'descr': '<f4', 'fortran_order': 0, 'shape': (3,)}             | fortran_order is neither
            {'descr': '<f5', 'fortran_order': False, 'shape': (3,)}         | type '<f5' is not known
            {'descr': '<f4', 'fortran_order': False}                        | is not a dict of descr
            {'descr': '<f4', 'fortran_order': False, 'shape': (3,), 'x': 1} | is not a dict of descr
            {'descr': [('a', 'O8')], 'fortran_order': False, 'shape': (3,)} | object fields
            {'descr': [('a', 'V2147483647'), ('b', 'u1', (7, 7, 73, 127, 337, 92737, 649657))], 'fortran_order': False, 'shape': (1,)} | records larger than 2 GiB
            {'descr': __import__('os'), 'fortran_order': False, 'shape': ()}| where a value belongs
            {'descr': '<f4', 'fortran_order': False, 'shape': (3,)          | the end where
            ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((( | nested deeper
            """)
    void aHeaderThatIsNoneIsRefused(String header, String problem) {
        assertThatThrownBy(() -> parse(header))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("session3.npy: ")
                .hasMessageContaining(problem);
    }

    @Test
    void anUnknownVersionIsRefused() {
        byte[] bytes = bytes("{}", 4);
        assertThatThrownBy(() -> NpyHeader.parse(MemorySegment.ofArray(bytes), "session3.npy"))
                .hasMessage("session3.npy: byte 6: version 4 is not 1, 2 or 3; save it with numpy.save");
    }

    private static NpyHeader parse(String header) {
        return NpyHeader.parse(MemorySegment.ofArray(bytes(header, 1)), "session3.npy");
    }

    private static byte[] bytes(String header, int version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(NpyHeader.magic());
        out.writeBytes(new byte[] {(byte) version, 0, (byte) header.length(), 0});
        out.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}

package stride.data.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a group holds, by name. Nothing is followed here. */
sealed interface Links {
    /** The name within the group. */
    String name();

    /** An object of this file, at this address. */
    record Hard(String name, long address) implements Links {}

    /** Another name for a path in this file. */
    record Soft(String name, String path) implements Links {}

    /** A path in another file, which is not opened. */
    record External(String name, String file, String path) implements Links {}

    /** The links of a group, in either of the ways in which a group keeps them. */
    static List<Links> of(Hdf5Bytes bytes, ObjectHeader group) {
        return group.hasMessageOfType(SymbolTableMessage.class)
                ? inSymbolTable(bytes, group.getMessageOfType(SymbolTableMessage.class))
                : inMessages(bytes, group);
    }

    private static List<Links> inSymbolTable(Hdf5Bytes bytes, SymbolTableMessage table) {
        List<Links> links = new ArrayList<>();
        ByteBuffer names = new LocalHeap(bytes, table.getLocalHeapAddress()).getDataBuffer();
        for (long node :
                BTreeV1.createGroupBTree(bytes, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(bytes, node).getSymbolTableEntries()) {
                String name = name(names, entry.getLinkNameOffset());
                links.add(
                        entry.getCacheType() == 2
                                ? new Soft(name, name(names, entry.getLinkValueOffset()))
                                : new Hard(name, entry.getObjectHeaderAddress()));
            }
        }
        return links;
    }

    private static String name(ByteBuffer names, int offset) {
        names.position(offset);
        return Utils.readUntilNull(names);
    }

    private static List<Links> inMessages(Hdf5Bytes bytes, ObjectHeader group) {
        List<LinkMessage> messages = new ArrayList<>(group.getMessagesOfType(LinkMessage.class));
        if (group.hasMessageOfType(LinkInfoMessage.class)) {
            LinkInfoMessage info = group.getMessageOfType(LinkInfoMessage.class);
            if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
                FractalHeap heap = new FractalHeap(bytes, info.getFractalHeapAddress());
                BTreeV2<LinkNameForIndexedGroupRecord> index = new BTreeV2<>(bytes, info.getBTreeNameIndexAddress());
                for (LinkNameForIndexedGroupRecord record : index.getRecords()) {
                    messages.add(LinkMessage.fromBuffer(heap.getId(record.getId()), bytes.getSuperblock()));
                }
            }
        }
        return messages.stream().map(Links::of).toList();
    }

    private static Links of(LinkMessage link) {
        return switch (link.getLinkType()) {
            case HARD -> new Hard(link.getLinkName(), link.getHardLinkAddress());
            case SOFT -> new Soft(link.getLinkName(), link.getSoftLink());
            case EXTERNAL -> new External(link.getLinkName(), link.getExternalFile(), link.getExternalPath());
        };
    }
}

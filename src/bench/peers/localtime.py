# The local time in reply to any line: the same service in a few lines of Python's asyncio.
import asyncio
import sys
import time


async def serve(reader, writer):
    await reader.readline()
    writer.write(time.strftime("%Y-%m-%d %H:%M:%S\n").encode())
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), backlog=1024)
    async with server:
        await server.serve_forever()


asyncio.run(main())

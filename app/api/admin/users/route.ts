import { CreateUserInput, UsersQuery } from "@/lib/contract/account";
import { methods, route } from "@/lib/http/route";
import { createUser } from "@/lib/services/users/create-user";
import { findUsers } from "@/lib/services/users/find-users";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({
    auth: "admin",
    query: UsersQuery,
    run: ({ ctx, query }) => findUsers(ctx, query),
  }),
  POST: route({
    auth: "admin",
    body: CreateUserInput,
    status: 201,
    run: ({ ctx, body }) => createUser(ctx, body),
  }),
});

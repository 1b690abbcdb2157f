// Generated from packages/api/openapi/fuel.json (智慧加油站系统 API 1.0.0).
// Do not edit: npx tsx scripts/generate-sdk.mts

export interface paths {
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 用户登录
         * @description 无需登录
         */
        post: operations["auth.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login-by-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 短信验证码登录
         * @description 无需登录
         */
        post: operations["auth.loginByCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/send-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发送短信验证码
         * @description 无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码。无需登录
         */
        post: operations["auth.sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取图形验证码
         * @description 5分钟内有效，只能使用一次。无需登录
         */
        get: operations["auth.captcha"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 以短信验证码重置密码
         * @description 成功后该账号的全部登录失效。无需登录
         */
        post: operations["auth.resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改密码
         * @description 成功后该账号的其他登录失效，当前登录保留。登录即可访问
         */
        post: operations["auth.changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 用户登出
         * @description 登录即可访问
         */
        post: operations["auth.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 刷新令牌
         * @description 以请求头中仍有效的令牌换取新令牌，旧令牌10秒后失效；或以请求体中的refresh_token换取新令牌与新的refresh_token，每个refresh_token只能使用一次（10秒内可重试），重复使用将使该次登录失效。登录或凭refresh_token访问
         */
        post: operations["auth.refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取用户信息
         * @description 登录即可访问
         */
        get: operations["users.current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/current/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 上传头像
         * @description PNG、JPEG或WebP，最大1 MiB、4百万像素；元数据（如拍摄地点）会被去除。登录即可访问
         */
        post: operations["users.setAvatar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取头像
         * @description 自己的头像；他人的头像需要fuel:personal:read。登录即可访问
         */
        get: operations["users.avatar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取用户优惠券
         * @description 权限：fuel:coupon:read
         */
        get: operations["users.coupons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user-coupons/{id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 使用优惠券
         * @description 权限：fuel:coupon:use
         */
        post: operations["userCoupons.use"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oils": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取油品列表
         * @description 权限：fuel:oil:read
         */
        get: operations["oils.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oils/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取油品详情
         * @description 权限：fuel:oil:read
         */
        get: operations["oils.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oils/{id}/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 更新油品价格
         * @description 记录历史，并下发到各站油机；加油中的油机在挂枪后更新。权限：fuel:oil:price
         */
        put: operations["oils.updatePrice"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取站点列表
         * @description 权限：fuel:station:read
         */
        get: operations["stations.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stations/{id}/oil-guns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取站点油枪列表
         * @description 权限：fuel:station:read
         */
        get: operations["stations.oilGuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oil-guns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取油枪详情
         * @description 权限：fuel:station:read
         */
        get: operations["oilGuns.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取订单列表
         * @description 权限：fuel:order:read
         */
        get: operations["orders.list"];
        put?: never;
        /**
         * 创建订单
         * @description 权限：fuel:order:create
         */
        post: operations["orders.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出订单
         * @description CSV或XLSX；文本不会被当作公式，个人信息按权限脱敏；最多100000行。权限：fuel:order:export
         */
        get: operations["orders.export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取订单详情
         * @description 权限：fuel:order:read
         */
        get: operations["orders.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消订单
         * @description 已授权的油机会被释放。权限：fuel:order:cancel
         */
        post: operations["orders.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 订单支付
         * @description 权限：fuel:order:pay
         */
        post: operations["orders.pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/refuel-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取加油记录列表
         * @description 权限：fuel:refuel:read
         */
        get: operations["refuelRecords.list"];
        put?: never;
        /**
         * 开始加油
         * @description 向油机下发预置与授权；油机离线、占用或价格不一致时拒绝。权限：fuel:refuel:start
         */
        post: operations["refuelRecords.start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/refuel-records/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 结束加油
         * @description 连接了设备的油枪以油机显示为准；actual_amount仅用于未连接设备的油枪。权限：fuel:refuel:end
         */
        put: operations["refuelRecords.end"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取支付记录列表
         * @description 权限：fuel:payment:read
         */
        get: operations["payments.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查询审计日志
         * @description 所有成功的变更与因权限被拒绝的请求，由新到旧；只能追加，不能修改或删除。权限：fuel:audit:read
         */
        get: operations["auditLogs.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 追踪一笔交易
         * @description 由订单号或追踪编号查询：订单、指令、设备事件与报文、确认、账本分录，按时间排列。权限：fuel:trace:read
         */
        get: operations["traces.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        UserInfo: {
            id: number;
            username: string;
            role: components["schemas"]["Role"];
        };
        /** @description 角色 */
        Role: {
            id: number;
            name: string;
            code: string;
        };
        Failure: {
            /**
             * @description 错误码：4xx客户端错误，5xx服务器错误
             * @example 400
             */
            code: number;
            /** @example 参数错误 */
            message: string;
            /** @description 按字段的错误描述 */
            errors?: {
                [key: string]: string[];
            };
            /**
             * @description Stable name of the failure
             * @example order.not-found
             */
            error: string;
        };
        User: {
            id: number;
            username: string;
            real_name: string | null;
            mobile: string | null;
            email: string | null;
            role: components["schemas"]["Role"];
            avatar: string | null;
            last_login_time: string | null;
        };
        UserCoupon: {
            id: number;
            coupon_id: number;
            name: string;
            type: number;
            /**
             * @description 元
             * @example 392.5
             */
            discount_value: number;
            /**
             * @description 元
             * @example 392.5
             */
            min_amount: number;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            start_time: string;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            end_time: string;
            applicable_oil_ids: string | null;
            /** @description 1 未使用，2 已使用，3 已过期 */
            status: number;
            order_id: number | null;
        };
        Oil: {
            id: number;
            name: string;
            code: string;
            type: string;
            unit: string;
            /** @description 当前价格，元/升 */
            current_price: number | null;
            /** @description 1 正常，0 停用 */
            status: number;
            status_text: string;
        };
        Pagination: {
            /**
             * @description 当前页码
             * @example 1
             */
            page: number;
            /**
             * @description 每页记录数
             * @example 10
             */
            page_size: number;
            /**
             * @description 总记录数
             * @example 100
             */
            total: number;
            /**
             * @description 总页数
             * @example 10
             */
            total_pages: number;
        };
        OilDetail: {
            id: number;
            name: string;
            code: string;
            type: string;
            unit: string;
            /** @description 当前价格，元/升 */
            current_price: number | null;
            /** @description 1 正常，0 停用 */
            status: number;
            status_text: string;
            cost_price: number | null;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            created_at: string;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            updated_at: string;
        };
        Station: {
            id: number;
            name: string;
            code: string;
            city: string | null;
            address: string | null;
            phone: string | null;
            time_zone: string;
            /** @description 1 营业，0 停业 */
            status: number;
        };
        OilGun: {
            id: number;
            gun_no: string;
            station_id: number;
            oil_id: number;
            oil_name: string;
            /** @description 1 正常，2 故障，3 已预约，4 加油中，5 关闭 */
            status: number;
            status_text: string;
            remark: string | null;
            /** @description 油机实时状态；未连接设备为null */
            device: {
                online: boolean;
                /** @example idle */
                state: string;
                /** @description 油机自己显示的单价 */
                price: number | null;
                /** @description 正在或最近一次加油的升数 */
                volume: number;
                /**
                 * @description 正在或最近一次加油的金额
                 * @example 392.5
                 */
                amount: number;
            } | null;
        };
        Order: {
            id: number;
            /** @example GS202503121530001 */
            order_no: string;
            station_id: number;
            member_id: number | null;
            oil_id: number;
            oil_gun_id: number;
            service_type: number | null;
            /** @description 预定升数 */
            amount: number | null;
            /** @description 预定金额 */
            preset_money: number | null;
            /**
             * @description 下单时锁定的单价，元/升
             * @example 392.5
             */
            unit_price: number;
            /** @description 实际升数：油机显示值 */
            actual_amount: number | null;
            /**
             * @description 应收合计：加油前为预估，完成后为油机显示金额
             * @example 392.5
             */
            total_amount: number;
            /**
             * @description 元
             * @example 392.5
             */
            discount_amount: number;
            /**
             * @description 应付金额
             * @example 392.5
             */
            payable_amount: number;
            /**
             * @description 元
             * @example 392.5
             */
            paid_amount: number;
            /** @description 车牌号 */
            vehicle_no: string | null;
            attendant_id: number | null;
            remark: string | null;
            /** @description 1 已创建，2 加油完成，3 已支付，4 已取消，5 加油中，6 已退款，7 部分退款 */
            status: number;
            status_text: string;
            /** @description 贯穿订单、设备、账本的追踪编号 */
            correlation_id: string;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            created_at: string;
        };
        OrderDetail: {
            id: number;
            /** @example GS202503121530001 */
            order_no: string;
            station_id: number;
            member_id: number | null;
            oil_id: number;
            oil_gun_id: number;
            service_type: number | null;
            /** @description 预定升数 */
            amount: number | null;
            /** @description 预定金额 */
            preset_money: number | null;
            /**
             * @description 下单时锁定的单价，元/升
             * @example 392.5
             */
            unit_price: number;
            /** @description 实际升数：油机显示值 */
            actual_amount: number | null;
            /**
             * @description 应收合计：加油前为预估，完成后为油机显示金额
             * @example 392.5
             */
            total_amount: number;
            /**
             * @description 元
             * @example 392.5
             */
            discount_amount: number;
            /**
             * @description 应付金额
             * @example 392.5
             */
            payable_amount: number;
            /**
             * @description 元
             * @example 392.5
             */
            paid_amount: number;
            /** @description 车牌号 */
            vehicle_no: string | null;
            attendant_id: number | null;
            remark: string | null;
            /** @description 1 已创建，2 加油完成，3 已支付，4 已取消，5 加油中，6 已退款，7 部分退款 */
            status: number;
            status_text: string;
            /** @description 贯穿订单、设备、账本的追踪编号 */
            correlation_id: string;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            created_at: string;
            refuel_records: components["schemas"]["RefuelRecord"][];
            payments: components["schemas"]["Payment"][];
            coupons: {
                user_coupon_id: number;
                name: string;
                /**
                 * @description 元
                 * @example 392.5
                 */
                discount: number;
            }[];
            timeline: {
                /**
                 * @description 站点当地时间
                 * @example 2025-03-12T15:36:05
                 */
                at: string;
                event: string;
                from: string;
                to: string;
                actor: string;
                reason: string | null;
            }[];
        };
        RefuelRecord: {
            record_id: number;
            order_id: number;
            oil_gun_id: number;
            operator_id: number | null;
            /** @description 0 加油中，1 已完成，2 已取消 */
            status: number;
            /** @description 升；加油中为实时值，完成后为油机显示值 */
            actual_amount: number;
            /**
             * @description 元；油机显示值
             * @example 392.5
             */
            actual_money: number;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            start_time: string;
            end_time: string | null;
        };
        Payment: {
            id: number;
            order_id: number;
            payment_method: string;
            /**
             * @description 元
             * @example 392.5
             */
            payment_amount: number;
            transaction_id: string | null;
            cashier_id: number | null;
            /** @description 1 成功，2 已退款，3 部分退款 */
            status: number;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            paid_at: string;
        };
        AuditEntry: {
            id: number;
            /**
             * @description 站点当地时间
             * @example 2025-03-12T15:36:05
             */
            at: string;
            user_id: number | null;
            username: string | null;
            /** @example orders.pay */
            operation: string;
            /**
             * @description done，或拒绝原因
             * @example done
             * @example auth.forbidden
             */
            outcome: string;
            /** @example orders:12 */
            object: string | null;
            /** @description 金额单位为分，体积为毫升，单价为1e-5元 */
            before: {
                [key: string]: string | number | null;
            } | null;
            /** @description 金额单位为分，体积为毫升，单价为1e-5元 */
            after: {
                [key: string]: string | number | null;
            } | null;
            address: string;
            request_id: string;
            correlation_id: string | null;
        };
        Trace: {
            correlation_id: string;
            order_no: string | null;
            entries: {
                /**
                 * @description ISO 8601 with offset
                 * @example 2025-03-12T15:36:05.120+08:00
                 */
                at: string;
                /** @enum {string} */
                source: "order" | "command" | "reply" | "frame" | "device-event" | "acknowledgement" | "coupon" | "payment" | "ledger";
                what: string;
                detail: {
                    [key: string]: unknown;
                };
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type UserInfo = components['schemas']['UserInfo'];
export type Role = components['schemas']['Role'];
export type Failure = components['schemas']['Failure'];
export type User = components['schemas']['User'];
export type UserCoupon = components['schemas']['UserCoupon'];
export type Oil = components['schemas']['Oil'];
export type Pagination = components['schemas']['Pagination'];
export type OilDetail = components['schemas']['OilDetail'];
export type Station = components['schemas']['Station'];
export type OilGun = components['schemas']['OilGun'];
export type Order = components['schemas']['Order'];
export type OrderDetail = components['schemas']['OrderDetail'];
export type RefuelRecord = components['schemas']['RefuelRecord'];
export type Payment = components['schemas']['Payment'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type Trace = components['schemas']['Trace'];
export type $defs = Record<string, never>;
export interface operations {
    "auth.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 用户名或手机号
                     * @example admin
                     */
                    username: string;
                    /** @example password123 */
                    password: string;
                    /** @description 是否记住登录状态 */
                    remember?: boolean;
                    /** @description 是否使用轮换的refresh_token，访问令牌随之缩短为15分钟 */
                    refresh_token?: boolean;
                    /**
                     * @description 仅允许该类账号登录：顾客、商户、系统
                     * @enum {string}
                     */
                    login_type?: "customer" | "merchant" | "system";
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            /**
                             * @description JWT
                             * @example eyJhbGciOiJFZERTQSJ9...
                             */
                            token: string;
                            /**
                             * @description 秒
                             * @example 3600
                             */
                            expires_in: number;
                            /** @description 仅在登录时请求了refresh_token的客户端得到 */
                            refresh_token?: string;
                            user_info: components["schemas"]["UserInfo"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.loginByCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                    /** @description 是否记住登录状态 */
                    remember?: boolean;
                    /** @description 是否使用轮换的refresh_token，访问令牌随之缩短为15分钟 */
                    refresh_token?: boolean;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            /**
                             * @description JWT
                             * @example eyJhbGciOiJFZERTQSJ9...
                             */
                            token: string;
                            /**
                             * @description 秒
                             * @example 3600
                             */
                            expires_in: number;
                            /** @description 仅在登录时请求了refresh_token的客户端得到 */
                            refresh_token?: string;
                            user_info: components["schemas"]["UserInfo"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.sendCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /** @enum {string} */
                    type: "login" | "reset_password";
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
            };
        };
        responses: {
            /** @description 验证码发送成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            /**
                             * @description 秒
                             * @example 300
                             */
                            expires_in: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            captcha_key: string;
                            /** @description SVG图片的data URI */
                            image: string;
                            /**
                             * @description 秒
                             * @example 300
                             */
                            expires_in: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    password: string;
                };
            };
        };
        responses: {
            /** @description 密码重置成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: null;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.changePassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old_password: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description 密码修改成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: null;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 登出成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: null;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auth.refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    refresh_token?: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            /**
                             * @description JWT
                             * @example eyJhbGciOiJFZERTQSJ9...
                             */
                            token: string;
                            /**
                             * @description 秒
                             * @example 3600
                             */
                            expires_in: number;
                            /** @description 仅在登录时请求了refresh_token的客户端得到 */
                            refresh_token?: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "users.current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["User"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "users.setAvatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            /** @example /fuel/api/v1/users/5/avatar */
                            avatar: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "users.avatar": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "users.coupons": {
        parameters: {
            query?: {
                /** @description 1 未使用，2 已使用，3 已过期 */
                status?: number;
            };
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["UserCoupon"][];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "userCoupons.use": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 编号
                     * @example 1
                     */
                    order_id: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            order_id: number;
                            /**
                             * @description 元
                             * @example 392.5
                             */
                            discount_amount: number;
                            /**
                             * @description 元
                             * @example 392.5
                             */
                            payable_amount: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "oils.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                keyword?: string;
                status?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["Oil"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "oils.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["OilDetail"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "oils.updatePrice": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 元，最多两位小数 */
                    price: number;
                    /**
                     * @description 生效时间，缺省为立即
                     * @example 2025-03-15T00:00:00
                     */
                    effective_time?: string;
                    remark?: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: null;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "stations.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                keyword?: string;
                city?: string;
                status?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["Station"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "stations.oilGuns": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["OilGun"][];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "oilGuns.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["OilGun"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                station_id?: number;
                member_id?: number;
                status?: number;
                start_date?: string;
                end_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["Order"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 编号
                     * @example 1
                     */
                    station_id: number;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    member_id?: number;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    oil_id: number;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    oil_gun_id: number;
                    service_type?: number;
                    /** @description 预定升数 */
                    amount?: number | string;
                    /** @description 预定金额（元），与amount二选一 */
                    preset_money?: number;
                    vehicle_no?: string;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    attendant_id?: number;
                    remark?: string;
                };
            };
        };
        responses: {
            /** @description 订单创建成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            order_id: number;
                            order_no: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.export": {
        parameters: {
            query?: {
                format?: "csv" | "xlsx";
                station_id?: number;
                member_id?: number;
                status?: number;
                start_date?: string;
                end_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv; charset=utf-8": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["OrderDetail"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: null;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "orders.pay": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description wechat、alipay、cash、card
                     * @example wechat
                     */
                    payment_method: string;
                    /** @description 元，最多两位小数 */
                    payment_amount: number;
                    /** @description 线上支付的流水号 */
                    transaction_id?: string;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    cashier_id?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            payment_id: number;
                            order_id: number;
                            /**
                             * @description 元
                             * @example 392.5
                             */
                            paid_amount: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "refuelRecords.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                order_id?: number;
                oil_gun_id?: number;
                status?: number;
                start_date?: string;
                end_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["RefuelRecord"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "refuelRecords.start": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 编号
                     * @example 1
                     */
                    order_id: number;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    oil_gun_id: number;
                    /**
                     * @description 编号
                     * @example 1
                     */
                    operator_id?: number;
                };
            };
        };
        responses: {
            /** @description 开始加油 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            record_id: number;
                            /**
                             * @description 站点当地时间
                             * @example 2025-03-12T15:36:05
                             */
                            start_time: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "refuelRecords.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description 编号 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    actual_amount: number | string;
                    status?: number;
                };
            };
        };
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["RefuelRecord"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "payments.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                order_id?: number;
                payment_method?: string;
                status?: number;
                start_date?: string;
                end_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["Payment"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "auditLogs.list": {
        parameters: {
            query?: {
                /** @description 页码，默认1 */
                page?: number;
                /** @description 每页记录数，默认10，最多100 */
                page_size?: number;
                user_id?: number;
                operation?: string;
                object?: string;
                outcome?: string;
                request_id?: string;
                correlation_id?: string;
                start_date?: string;
                end_date?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: {
                            list: components["schemas"]["AuditEntry"][];
                            pagination: components["schemas"]["Pagination"];
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "traces.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        /** @example success */
                        message: string;
                        data: components["schemas"]["Trace"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
}
